/** `tsx experiments/backends.ts` is `pricewar backends`. */
import { backends } from "./commands/backends.ts";
import { main } from "./main.ts";

await main(backends);
