/** `tsx experiments/war.ts quant --texts-per-month 20M --price 10` is `pricewar war quant --texts-per-month 20M --price 10`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("war");
