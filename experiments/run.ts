/** `tsx experiments/run.ts --matrix quant.json` is `pricewar run quant.json`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("run");
