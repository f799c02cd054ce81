/** `npm run soak`. Not a command of `pricewar`: it says how this code serves, not what a model costs. */
import { soak } from "./commands/soak.ts";
import { main } from "./main.ts";

await main(soak);
