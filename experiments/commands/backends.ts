import type { PricewarCommand } from "./command.ts";

export const backends: PricewarCommand = {
  name: "backends",
  description: "List all backends: whether each is available or why not, its device and its library.",
  configure: (command) =>
    command
      .option("--check", "also train and serve briefly on each", false)
      .option("--json", "print a JSON array of objects: name, available, device, library, reason, checked", false),
  examples: ["pricewar backends", "pricewar backends --check"],
  exitCodes: { 0: "listed, whatever is available", 2: "bad input" },
  load: async () => (await import("../actions/backends.ts")).listBackends,
};
