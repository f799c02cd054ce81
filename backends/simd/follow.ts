import { canonicalJson } from "../../harness/base/canonical-json.ts";
import { floatTensors } from "../../harness/classifier/training/parameter-table.ts";
import type { EncodedTexts, SizedWeights } from "../../harness/contract/index.ts";
import { type Predict, predictor } from "./predictors.ts";
import { openServedModel, type ServedModel } from "./served-model.ts";

interface Followed {
  readonly network: SizedWeights;
  readonly served: ServedModel;
  readonly predict: Predict<EncodedTexts>;
}

/**
 * Follows a training with the kernels that serve its model. Networks of the same sizes are answered in one memory, into which
 * the weights of each are written; a network's weights must not change in place.
 */
export function trainingFollower(): (network: SizedWeights, texts: EncodedTexts) => Promise<Float32Array> {
  let followed: Followed | null = null;
  return async (network, texts) => {
    const { weights } = network;
    if (followed?.network.weights !== weights) followed = await follow(network, followed);
    return followed.predict(texts);
  };
}

async function follow({ spec, weights }: SizedWeights, before: Followed | null): Promise<Followed> {
  const model = { spec, weights: floatTensors(spec, weights) };
  if (before !== null && canonicalJson(before.network.spec) === canonicalJson(spec)) {
    before.served.replaceWeights(model);
    return { ...before, network: { spec, weights } };
  }
  const served = await openServedModel(model, null, 1);
  return { network: { spec, weights }, served, predict: predictor(served, spec, "distinct") };
}
