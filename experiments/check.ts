/** `tsx experiments/check.ts --base-ref main` is `pricewar check --base-ref main`. */
import { check } from "./commands/check.ts";
import { main } from "./main.ts";

await main(check);
