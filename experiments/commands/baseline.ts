import { join } from "node:path";
import { Argument } from "commander";
import { isInstalled, projectFolder } from "../project-folder.ts";
import type { PricewarCommand } from "./command.ts";

const BASELINES = join("data", "baselines");

export const baseline: PricewarCommand = {
  name: "baseline",
  description: "Keep the figures of a finished run, for later runs to be checked against.",
  configure: (command) =>
    command
      .addArgument(
        new Argument("<action>", "write a new one, update one, or show one").choices(["write", "update", "show"]),
      )
      .argument("<subject>", "write and update: a run folder; show: a baseline's name")
      .option("--name <name>", "the baseline's name (default: the run's matrix)")
      .option(
        "--folder <folder>",
        "where baselines are kept",
        isInstalled ? BASELINES : join(projectFolder, BASELINES),
      ),
  load: async () => (await import("../actions/baseline.ts")).baseline,
};
