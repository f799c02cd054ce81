import type { PricewarCommand } from "./command.ts";

export const bench: PricewarCommand = {
  name: "bench",
  description: "Compare the speed of pricewar with peers on this machine, and the check's rule with simulated truth.",
  configure: (command) =>
    command
      .option("--dataset <spec>", "texts of two classes to work on", "brown-press")
      .option("--rounds <count>", "rounds of each comparison", (text) => Number(text), 5)
      .option("--only <name>", "only works or peers whose name holds this, or the simulation")
      .option("--json <file>", "write the comparisons as JSON rows"),
  load: async () => (await import("../actions/bench.ts")).bench,
};
