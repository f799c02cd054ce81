/** `tsx experiments/predict.ts --model runs/quant/cells/ID "some text"` is `pricewar predict …`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("predict");
