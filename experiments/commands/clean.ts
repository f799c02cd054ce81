import type { PricewarCommand } from "./command.ts";

export const clean: PricewarCommand = {
  name: "clean",
  description: "Remove from the cache what is beyond its limit, and what killed runs left there. Results stay.",
  configure: (command) =>
    command
      .option("--all", "remove everything that no run is using now; it is made again when it is needed", false)
      .option("--dry-run", "list what would be removed, without removing anything", false),
  examples: ["pricewar clean --dry-run", "pricewar clean --all"],
  exitCodes: { 0: "cleaned", 2: "bad input" },
  load: async () => (await import("../actions/clean.ts")).clean,
};
