/** `npm run bench`. Not a command of `pricewar`: an installed pricewar has no peers to compare with. */
import { bench } from "./commands/bench.ts";
import { main } from "./main.ts";

await main(bench);
