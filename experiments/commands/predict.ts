import { backends } from "../../backends/registry.ts";
import type { PricewarCommand } from "./command.ts";

export const predict: PricewarCommand = {
  name: "predict",
  description: "Print the probability of every label for each text, with the model of a finished cell.",
  configure: (command) =>
    command
      .argument("[texts...]", "texts to classify")
      .requiredOption("--model <folder>", "a finished cell's folder, such as runs/quant/cells/<experiment id>")
      .option("--file <file>", "also read texts from a file, one per line")
      .option("--json", "one JSON line per text: text, label, probabilities by label", false)
      .option("--backend <name>", `runtime that answers: ${backends.names.join(", ")}`, "onnx"),
  load: async () => (await import("../actions/predict.ts")).predict,
};
