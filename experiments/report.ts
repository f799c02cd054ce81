/** `tsx experiments/report.ts runs/quant` is `pricewar report runs/quant`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("report");
