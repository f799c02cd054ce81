import { targetNames } from "../setup/targets.ts";
import type { PricewarCommand } from "./command.ts";

export const setup: PricewarCommand = {
  name: "setup",
  description: "Download or build the native half of a backend, then open its device to see that it works.",
  configure: (command) =>
    command
      .argument("<backend>", targetNames.join(" or "))
      .option("--from <folder>", "build against the TensorFlow there (the tensorflow folder of a Python), no download"),
  load: async () => (await import("../actions/setup.ts")).setup,
};
