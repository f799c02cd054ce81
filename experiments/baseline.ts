/** `tsx experiments/baseline.ts write runs/smoke` is `pricewar baseline write runs/smoke`. */
import { baseline } from "./commands/baseline.ts";
import { main } from "./main.ts";

await main(baseline);
