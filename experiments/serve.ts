/** `tsx experiments/serve.ts --model runs/quant --port 8080` is `pricewar serve …`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("serve");
