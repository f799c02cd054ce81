import type { EncodedTexts, ModelWeights } from "../../../contract/index.ts";
import { floatWeights } from "../../training/float-weights.ts";
import { plainOps } from "../../training/plain-ops.ts";
import { forwardPlain } from "../../training/predict.ts";
import type { InputRange } from "./stored.ts";

/** Largest code of a uint8. */
const UINT8_LIMIT = 255;

/**
 * What flows into each dense kernel while the texts are answered, by the kernel's name: the pooled embedding into the
 * first, outputs of a relu into those that follow one.
 */
export function kernelInputs(model: ModelWeights, texts: EncodedTexts): Map<string, Float64Array> {
  const floats = floatWeights(model, "calibration");
  const inputs = new Map<string, Float64Array>();
  forwardPlain(model.spec, floats, texts, (parameters) => {
    const nameOf = new Map([...parameters].map(([name, tensor]) => [tensor, name]));
    return {
      ...plainOps,
      affine: (x, kernel, bias) => {
        inputs.set(nameOf.get(kernel)!, x.data);
        return plainOps.affine(x, kernel, bias);
      },
    };
  });
  return inputs;
}

/**
 * The range that holds the middle `percentile` of the values on either side, 0 always included; 100 is their minimum
 * and maximum. What lies outside is cut off when the model is served.
 * @param percentile above 50, at most 100; nearest rank: of 1000 values, 99.9 leaves out the largest and the smallest
 * @see Jacob et al. 2018, arXiv:1712.05877, section 3.1: the range is widened so that 0 has a code of its own
 */
export function rangeOf(values: Float64Array, percentile: number): InputRange {
  const sorted = values.slice().sort();
  const last = sorted.length - 1;
  // Counted from the top, so that 99.9 % of 1000 is not 999.0000000000001.
  const cut = Math.floor(((100 - percentile) * sorted.length) / 100 + 1e-9);
  const low = Math.min(0, sorted[cut] ?? 0);
  const high = Math.max(0, sorted[last - cut] ?? 0);
  const scale = Math.fround((high - low) / UINT8_LIMIT);
  // Nothing but 0 came: its code is the zero-point at any scale, but a scale of 0 would divide 0 by 0.
  return scale === 0 ? { scale: 1, zeroPoint: 0 } : { scale, zeroPoint: Math.round((0 - low) / scale) };
}
