/** `tsx experiments/setup.ts cuda` is `pricewar setup cuda`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("setup");
