import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";

/** `export` itself is a word of the language. */
export const exportRuns: PricewarCommand = {
  name: "export",
  description: "Write run folders for another program: as experiments of MLflow's file store.",
  configure: (command) =>
    command
      .argument("[folders...]", "run folders, such as runs/quant or just quant; without any, all folders under runs/")
      .requiredOption("--mlflow <folder>", "the store, such as mlruns; its other experiments stay as they are")
      .option("--copy-models", "copy models into the store instead of pointing to the run folder", false)
      .addOption(identityOption()),
  examples: ["pricewar export quant --mlflow mlruns"],
  exitCodes: { 0: "written", 2: "bad input", 3: "no run folder, or no record in one" },
  load: async () => (await import("../actions/export.ts")).exportRuns,
};
