import { Option } from "commander";
import type { PricewarCommand } from "./command.ts";
import { formatOption } from "./format-option.ts";
import { identityOption } from "./identity-option.ts";

export const report: PricewarCommand = {
  name: "report",
  description:
    "Write report.html, summary.json and summary.csv of run folders again, and print each answer. Of several folders, also those of all their cells together.",
  configure: (command) =>
    command
      .argument(
        "[folders...]",
        "run folders, such as runs/quant or just quant; several have one page together, too, such as runs/quant+prune; without any, all folders under runs/, and an overview in runs/index.html",
      )
      .addOption(
        new Option(
          "--pricing <prices>",
          "recompute all costs at other prices, without measuring: BACKEND=OFFER, such as " +
            "onnx=aws/c8g.large/us-east-1/on-demand, or a pricing file (see data/prices/README.md); repeat for several",
        )
          .argParser((value: string, before: readonly string[]) => [...before, value])
          .default([], "the plan's prices"),
      )
      .addOption(formatOption())
      .option("--json", "print a JSON array with the summary of each run, and all words on stderr", false)
      .addOption(identityOption())
      .option("--output <folder>", "of one run: write into this folder, in clear, instead of the run's own"),
  examples: [
    "pricewar report runs/quant",
    "pricewar report quant prune",
    "pricewar report quant --pricing onnx=aws/c8g.large/us-east-1/on-demand",
  ],
  exitCodes: { 0: "written", 2: "bad input, or a folder that cannot be reported; all others are", 3: "no run folder" },
  load: async () => (await import("../actions/report.ts")).report,
};
