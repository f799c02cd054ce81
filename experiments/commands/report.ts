import type { PricewarCommand } from "./command.ts";

export const report: PricewarCommand = {
  name: "report",
  description: "Write report.html, summary.json and summary.csv of run folders and print each answer.",
  configure: (command) =>
    command.argument(
      "[folders...]",
      "run folders, such as runs/quant; every folder under runs/, and runs/index.html, where none is named",
    ),
  load: async () => (await import("../actions/report.ts")).report,
};
