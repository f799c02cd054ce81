import { backends } from "../../backends/registry.ts";
import { DEFAULT_BACKEND, MOST_THREADS } from "../../harness/contract/backend.ts";
import { whole } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";

export const predict: PricewarCommand = {
  name: "predict",
  description: "Classify texts with the model of a finished cell, and print the probability of each label.",
  configure: (command) =>
    command
      .argument("[texts...]", "texts to classify")
      .requiredOption("--model <folder>", "folder of a finished cell, such as runs/quant/cells/<experiment id>")
      .option("--file <file>", "also read texts from a file, one per line")
      .option("--json", "print a JSON object per text: text, label, probabilities by label", false)
      .option("--backend <name>", `runtime to use: ${backends.names.join(", ")}`, DEFAULT_BACKEND)
      .option("--threads <number>", "that answer", whole("--threads", 1, MOST_THREADS), 1)
      .addOption(identityOption()),
  examples: [
    'pricewar predict --model runs/quant/cells/EXPERIMENT_ID "The senate voted."',
    "pricewar predict --model MODEL --json --file texts.txt",
  ],
  exitCodes: { 0: "answered", 1: "the runtime failed", 2: "bad input" },
  load: async () => (await import("../actions/predict.ts")).predict,
};
