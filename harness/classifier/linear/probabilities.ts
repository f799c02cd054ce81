import { probabilitiesOf } from "../../base/statistics/logistic.ts";
import type { Design } from "./design.ts";
import type { LinearModel } from "./logistic-regression.ts";

/** Probabilities of a linear classifier: [rows, 1], of the second class, for two classes, else [rows, classes]. */
export function linearProbabilities({ kernel, bias, outputs }: LinearModel, design: Design): Float32Array {
  const logits = new Float64Array(design.rows * outputs);
  design.times(kernel, outputs, logits);
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += outputs) {
    const own = logits.subarray(start, start + outputs).map((logit, output) => logit + bias[output]!);
    probabilities.set(probabilitiesOf(own), start);
  }
  return probabilities;
}
