import { targetNames } from "../setup/targets.ts";
import type { PricewarCommand } from "./command.ts";

export const setup: PricewarCommand = {
  name: "setup",
  description: "Download or build the native library of a backend, then open its device to verify that it works.",
  configure: (command) =>
    command
      .argument("<backend>", targetNames.join(" or "))
      .option(
        "--from <folder>",
        "build against an installed TensorFlow (a Python's tensorflow folder), without a download",
      ),
  examples: ["pricewar setup cuda"],
  exitCodes: { 0: "it works", 1: "it does not", 2: "bad input" },
  load: async () => (await import("../actions/setup.ts")).setup,
};
