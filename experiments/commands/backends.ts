import type { PricewarCommand } from "./command.ts";

export const backends: PricewarCommand = {
  name: "backends",
  description: "List every backend: available or not and why, on which device, with which library.",
  configure: (command) =>
    command
      .option("--check", "train and serve a few steps on each", false)
      .option("--json", "one JSON array of rows: name, available, device, library, reason, checked", false),
  load: async () => (await import("../actions/backends.ts")).listBackends,
};
