import type { PricewarCommand } from "./command.ts";

export const report: PricewarCommand = {
  name: "report",
  description: "Write report.html, summary.json and summary.csv of run folders and print each answer.",
  configure: (command) =>
    command
      .argument(
        "[folders...]",
        "run folders, such as runs/quant; every folder under runs/, and runs/index.html, where none is named",
      )
      .option(
        "--pricing <prices>",
        "compute dollars at other prices, without measuring: BACKEND=OFFER, such as " +
          "onnx=aws/c8g.large/us-east-1/on-demand, or a pricing file (data/prices/README.md); repeat for several. The same " +
          "files are written, and say whose prices they show; without --pricing they show the records' own again",
        (value: string, before: readonly string[]) => [...before, value],
        [] as readonly string[],
      ),
  load: async () => (await import("../actions/report.ts")).report,
};
