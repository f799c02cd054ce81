import { join } from "node:path";
import { Argument, Option } from "commander";
import { isInstalled, projectFolder } from "../project-folder.ts";
import type { PricewarCommand } from "./command.ts";

const BASELINES = join("data", "baselines");

export const baseline: PricewarCommand = {
  name: "baseline",
  description: "Keep the figures of a finished run, to check later runs against.",
  configure: (command) =>
    command
      .addArgument(
        new Argument("<action>", "write a new baseline, update one, or show one").choices(["write", "update", "show"]),
      )
      .argument(
        "<subject>",
        "a run folder to write or update from, such as runs/quant or just quant, or the name of the baseline to show",
      )
      .option("--name <name>", "the baseline's name (default: the run's matrix)")
      .addOption(
        new Option("--folder <folder>", "where baselines are kept").default(
          isInstalled ? BASELINES : join(projectFolder, BASELINES),
          BASELINES,
        ),
      ),
  examples: ["pricewar baseline write runs/smoke", "pricewar baseline show smoke"],
  exitCodes: { 0: "done", 2: "bad input", 3: "some planned runs, or all, have no figures" },
  load: async () => (await import("../actions/baseline.ts")).baseline,
};
