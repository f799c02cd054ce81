/** `tsx experiments/export.ts quant --mlflow mlruns` is `pricewar export quant --mlflow mlruns`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("export");
