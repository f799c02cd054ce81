import { Option } from "commander";
import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";

export const project: PricewarCommand = {
  name: "project",
  description:
    "Say what a run's sizes tell of larger models: time, memory and dollars fitted over parameters and texts, continued to published sizes, and where that stops being trustworthy.",
  configure: (command) =>
    command
      .argument("<folder>", "a run folder of several sizes, such as runs/sizes or just sizes")
      .addOption(
        new Option("--pricing <prices>", "other prices, as in pricewar report; repeat for several")
          .argParser((value: string, before: readonly string[]) => [...before, value])
          .default([], "the plan's prices"),
      )
      .option("--json", "print one JSON document, and all words on stderr", false)
      .addOption(identityOption()),
  examples: ["pricewar project runs/sizes", "pricewar project sizes --pricing onnx=aws/c8g.large/us-east-1/on-demand"],
  exitCodes: { 0: "answered", 2: "bad input", 3: "fewer than three sizes that are equal in all else" },
  load: async () => (await import("../actions/project.ts")).project,
};
