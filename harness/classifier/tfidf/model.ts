import { probabilitiesOf } from "../../base/statistics/logistic.ts";
import { createTermReader } from "./term-reader.ts";
import type { TermVocabulary } from "./vocabulary.ts";

/** A linear classifier over tf-idf. */
export interface TfidfModel extends TermVocabulary {
  readonly labels: readonly string[];
  /** [terms, outputs]: one output, of the second label, for two labels, else one for each. */
  readonly weights: Float32Array;
  /** [outputs] */
  readonly intercepts: Float32Array;
}

/** From texts to probabilities: [rows, 1], of the second label, for two labels, else [rows, labels]. */
export function createTfidfAnswer(model: TfidfModel): (texts: readonly string[]) => Float32Array {
  const { weights, intercepts } = model;
  const read = createTermReader(model);
  const outputs = intercepts.length;
  const sums = new Float64Array(outputs);
  const take =
    outputs === 1
      ? (term: number, weight: number) => {
          sums[0]! += weight * weights[term]!;
        }
      : (term: number, weight: number) => {
          for (let output = 0; output < outputs; output += 1) {
            sums[output]! += weight * weights[term * outputs + output]!;
          }
        };
  return (texts) => {
    const probabilities = new Float32Array(texts.length * outputs);
    for (let row = 0; row < texts.length; row += 1) {
      sums.fill(0);
      const norm = read(texts[row]!, take);
      for (let output = 0; output < outputs; output += 1) {
        sums[output] = (norm === 0 ? 0 : sums[output]! / norm) + intercepts[output]!;
      }
      probabilities.set(probabilitiesOf(sums), row * outputs);
    }
    return probabilities;
  };
}
