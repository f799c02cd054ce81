/** `npm run bench`. It is no command of `pricewar`, since an installed pricewar brings no peers. */
import { bench } from "./commands/bench.ts";
import { main } from "./main.ts";

await main(bench);
