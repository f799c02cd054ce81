import type { Design } from "./design.ts";
import type { LinearModel } from "./logistic-regression.ts";

/** Probabilities of a linear classifier: [rows, 1], of the second class, for two classes, else [rows, classes]. */
export function linearProbabilities({ kernel, bias, outputs }: LinearModel, design: Design): Float32Array {
  const logits = new Float64Array(design.rows * outputs);
  design.times(kernel, outputs, logits);
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += outputs) {
    const own = logits.subarray(start, start + outputs).map((logit, output) => logit + bias[output]!);
    probabilities.set(outputs === 1 ? [sigmoid(own[0]!)] : softmax(own), start);
  }
  return probabilities;
}

function sigmoid(logit: number): number {
  const small = Math.exp(-Math.abs(logit));
  return (logit >= 0 ? 1 : small) / (1 + small);
}

function softmax(logits: Float64Array): Float64Array {
  const highest = Math.max(...logits);
  const shares = logits.map((logit) => Math.exp(logit - highest));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
