/** `tsx experiments/purge.ts runs/quant` is `pricewar purge runs/quant`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("purge");
