/**
 * Class of each row: above one half for one output, else the largest of the row.
 * @param outputs probabilities [rows, outputs]
 */
export function predictedClasses(outputs: ArrayLike<number>, outputCount: number): Uint16Array {
  const classes = new Uint16Array(outputs.length / outputCount);
  for (let row = 0; row < classes.length; row += 1) {
    if (outputCount === 1) {
      classes[row] = outputs[row]! > 0.5 ? 1 : 0;
      continue;
    }
    for (let output = 1; output < outputCount; output += 1) {
      if (outputs[row * outputCount + output]! > outputs[row * outputCount + classes[row]!]!) classes[row] = output;
    }
  }
  return classes;
}

/** Share of equal entries; NaN for none, so that an empty side never looks like a score. */
export function accuracyOf(predicted: Uint16Array, labels: Uint16Array): number {
  let right = 0;
  predicted.forEach((label, row) => {
    if (label === labels[row]) right += 1;
  });
  return right / labels.length;
}

/** Keeps a logarithm finite where a probability is 0 in float32. */
const SMALLEST = 1e-7;

/** Cross-entropy of each row's true label, natural logarithm, probabilities clipped to [1e-7, 1 - 1e-7] as Keras does. */
export function lossesOf(outputs: ArrayLike<number>, labels: Uint16Array, outputCount: number): Float64Array {
  return Float64Array.from(labels, (label, row) => {
    const p =
      outputCount === 1 ? (label === 1 ? outputs[row]! : 1 - outputs[row]!) : outputs[row * outputCount + label]!;
    return -Math.log(Math.min(Math.max(p, SMALLEST), 1 - SMALLEST));
  });
}

/**
 * Summed cross-entropy of one batch from its logits, weighted by each text's share of the batch's mean; stable for
 * logits of any size.
 * @param logits [batch, outputs]
 * @param targets [batch, outputs], probabilities
 */
export function batchLoss(
  logits: Float32Array,
  targets: Float32Array,
  textWeight: Float32Array,
  outputCount: number,
): number {
  let loss = 0;
  for (let row = 0; row < textWeight.length; row += 1) {
    if (textWeight[row] === 0) continue;
    loss += textWeight[row]! * rowLoss(logits, targets, row * outputCount, outputCount);
  }
  return loss;
}

function rowLoss(logits: Float32Array, targets: Float32Array, start: number, outputCount: number): number {
  if (outputCount === 1) {
    const z = logits[start]!;
    return Math.max(z, 0) - z * targets[start]! + Math.log1p(Math.exp(-Math.abs(z)));
  }
  let largest = Number.NEGATIVE_INFINITY;
  for (let output = 0; output < outputCount; output += 1) largest = Math.max(largest, logits[start + output]!);
  let sum = 0;
  let wanted = 0;
  for (let output = 0; output < outputCount; output += 1) {
    sum += Math.exp(logits[start + output]! - largest);
    wanted += targets[start + output]! * (logits[start + output]! - largest);
  }
  return Math.log(sum) - wanted;
}
