/** `tsx experiments/clean.ts` is `pricewar clean`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("clean");
