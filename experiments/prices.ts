/** `tsx experiments/prices.ts --arch arm64` is `pricewar prices --arch arm64`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("prices");
