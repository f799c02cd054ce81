import type { EncodedTexts, SizedWeights } from "../../contract/index.ts";
import { NORM_EPSILON } from "./layers.ts";
import { denseName, hiddenBlocks, normName } from "./network.ts";
import { type PlainTensor, plainOps, plainTensor } from "./plain-ops.ts";
import { poolPlain } from "./predict.ts";

/**
 * The same network without batch normalization: each is folded into the product before it, with mean and variance
 * over all of `texts`. The statistics are exact, layer by layer, with the weights as they are now: no running averages,
 * which lag behind the weights and would be state of the step (docs/decisions/0010).
 * @param texts the texts that trained the model; at least one
 * @see Wu and Johnson 2021, arXiv:2105.07576, section 3, "precise BatchNorm"
 */
export function foldBatchNorm({ spec, weights }: SizedWeights, texts: EncodedTexts): SizedWeights {
  if (!spec.batchNorm) return { spec, weights };
  const foldedSpec = { ...spec, batchNorm: false };
  const folded = new Map(weights);
  let values = poolPlain(spec, weights.get("embedding")!, texts);
  hiddenBlocks(foldedSpec).forEach((block, layer) => {
    foldLayer(folded, layer, values);
    const parameters = block.parameters.map(({ name, shape }) => plainTensor(shape, folded.get(name)!));
    values = block.forward(plainOps, values, parameters, null).output;
  });
  return { spec: foldedSpec, weights: folded };
}

/** @param values [texts, inputs], the layer's input */
function foldLayer(weights: Map<string, Float32Array>, layer: number, values: PlainTensor): void {
  const [kernelName, gammaName, betaName] = [
    `${denseName(layer)}.kernel`,
    `${normName(layer)}.gamma`,
    `${normName(layer)}.beta`,
  ];
  const kernel = weights.get(kernelName)!;
  const gammas = weights.get(gammaName)!;
  const betas = weights.get(betaName)!;
  const columns = gammas.length;
  const { means, variances } = momentsOf(
    plainOps.matMul(values, plainTensor([kernel.length / columns, columns], kernel)),
  );
  const scales = Float64Array.from(gammas, (gamma, column) => gamma / Math.sqrt(variances[column]! + NORM_EPSILON));
  weights.set(
    kernelName,
    kernel.map((value, index) => value * scales[index % columns]!),
  );
  weights.set(
    `${denseName(layer)}.bias`,
    betas.map((beta, column) => beta - means[column]! * scales[column]!),
  );
  weights.delete(gammaName);
  weights.delete(betaName);
}

/** Mean and population variance of each column. */
function momentsOf({ shape, data }: PlainTensor): { means: Float64Array; variances: Float64Array } {
  const [rows, columns] = shape as [number, number];
  const means = new Float64Array(columns);
  for (let index = 0; index < data.length; index += 1) means[index % columns]! += data[index]! / rows;
  const variances = new Float64Array(columns);
  for (let index = 0; index < data.length; index += 1) {
    variances[index % columns]! += (data[index]! - means[index % columns]!) ** 2 / rows;
  }
  return { means, variances };
}
