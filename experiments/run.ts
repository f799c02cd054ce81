/** `tsx experiments/run.ts --matrix quant.json` is `pricewar run quant.json`. */
import { run } from "./commands/run.ts";
import { main } from "./main.ts";

await main(run);
