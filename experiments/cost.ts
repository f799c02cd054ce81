/** `tsx experiments/cost.ts quant --texts-per-month 50M` is `pricewar cost quant --texts-per-month 50M`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("cost");
