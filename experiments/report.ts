/** `tsx experiments/report.ts runs/quant` is `pricewar report runs/quant`. */
import { report } from "./commands/report.ts";
import { main } from "./main.ts";

await main(report);
