/** `tsx experiments/query.ts quant "select …"` is `pricewar query quant "select …"`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("query");
