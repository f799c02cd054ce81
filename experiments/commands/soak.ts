import { positive, whole } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";

export const soak: PricewarCommand = {
  name: "soak",
  description: "Load `pricewar serve` for minutes at a share of its peak: errors, latencies and memory over time.",
  configure: (command) =>
    command
      .requiredOption("--model <folder>", "what to serve, as for serve")
      .option("--workers <number>", "as for serve", "1")
      .option("--backend <name>", "as for serve")
      .option("--dataset <spec>", "whose test texts, or training texts if it has none, are sent", "brown-press")
      .option("--minutes <number>", "how long", above("--minutes"), 10)
      .option("--share <fraction>", "of the peak, which is measured before", above("--share"), 0.8)
      .option("--connections <number>", "connections that stay open", above("--connections"), 16)
      .option("--seed <number>", "of the arrivals", whole("--seed", 0), 1),
  examples: ["npm run soak -- --model runs/quant --minutes 10"],
  exitCodes: {
    0: "every request was answered",
    1: "some were not, or the service did not end well",
    2: "bad input",
    3: "the service ended before it answered",
  },
  load: async () => (await import("../actions/soak.ts")).soak,
};

function above(option: string) {
  return positive(option, "a number above 0");
}
