/** `tsx experiments/predict.ts --model runs/quant/cells/ID "some text"` is `pricewar predict …`. */
import { predict } from "./commands/predict.ts";
import { main } from "./main.ts";

await main(predict);
