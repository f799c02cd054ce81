/** `tsx experiments/setup.ts cuda` is `pricewar setup cuda`. */
import { setup } from "./commands/setup.ts";
import { main } from "./main.ts";

await main(setup);
