import { probabilitiesOf } from "../../base/statistics/logistic.ts";
import { rowRanges, rowsAtOnce } from "../row-ranges.ts";
import type { Design } from "./design.ts";
import type { LinearModel } from "./logistic-regression.ts";

/** Probabilities of a linear classifier: [rows, 1], of the second class, for two classes, else [rows, classes]. */
export function linearProbabilities({ kernel, bias, outputs }: LinearModel, design: Design): Float32Array {
  const probabilities = new Float32Array(design.rows * outputs);
  for (const some of rowRanges(design.rows, rowsAtOnce(outputs))) {
    const logits = new Float64Array((some.end - some.start) * outputs);
    design.times(kernel, outputs, logits, some);
    for (let start = 0; start < logits.length; start += outputs) {
      const own = logits.subarray(start, start + outputs).map((logit, output) => logit + bias[output]!);
      probabilities.set(probabilitiesOf(own), some.start * outputs + start);
    }
  }
  return probabilities;
}
