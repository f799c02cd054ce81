import { z } from "zod";
import { randomStream } from "../../../base/random/mt19937.ts";
import type { EncodedTexts, StoredTensor, Technique } from "../../../contract/index.ts";
import { readParameters } from "../../../contract/plugin.ts";
import { selectTexts } from "../../text/encoded-texts.ts";
import { restore, toInt8Columns, toInt8Rows } from "../matrix.ts";
import { kernelInputs, rangeOf } from "./calibration.ts";

const parameters = z
  .strictObject({
    /** From the smallest to the largest input seen, or without the outermost on either side. */
    calibration: z.enum(["min-max", "percentile"]).default("min-max"),
    /** Percent of the inputs below the upper end, and above the lower one. */
    percentile: z.number().gt(50).max(100).optional(),
    /** Training texts that are run through the network; all of them where there are fewer. */
    rows: z.int().min(1).default(1000),
    weights: z.enum(["per-channel", "per-tensor"]).default("per-channel"),
    embedding: z.enum(["int8-rows", "float32"]).default("int8-rows"),
  })
  .refine(({ calibration, percentile }) => calibration === "percentile" || percentile === undefined, {
    path: ["percentile"],
    message: 'belongs to "calibration": "percentile"; write that, or remove it',
  });

const USUAL_PERCENTILE = 99.9;

/**
 * Dense layers on integer kernels with ranges measured beforehand on training texts, where int8-dynamic measures each
 * batch as it comes. A runtime without integer kernels computes in float32 what the int8 weights stand for.
 */
export const int8Static: Technique = {
  bind: (given) => {
    const settings = readParameters("quantization int8-static", parameters, given);
    const { calibration, percentile = USUAL_PERCENTILE, weights, embedding } = settings;
    return {
      stage: "storage",
      after: async (model, { trainRows, seed }) => {
        const inputs = kernelInputs(model, someOf((await trainRows()).texts, settings.rows, seed));
        return restore(model, "int8-static", (weight, matrix): StoredTensor | null => {
          if (weight === "embedding") return embedding === "int8-rows" ? toInt8Rows(matrix) : null;
          const values = inputs.get(weight);
          if (values === undefined) throw new TypeError(`no input of ${weight} was seen`);
          const input = rangeOf(values, calibration === "min-max" ? 100 : percentile);
          return {
            ...toInt8Columns(matrix, weights === "per-channel" ? "channel" : "tensor"),
            kind: "int8-static",
            input,
          };
        });
      },
    };
  },
};

/** Texts drawn at random, each at most once. */
function someOf(texts: EncodedTexts, rows: number, seed: number): EncodedTexts {
  if (rows >= texts.rows) return texts;
  return selectTexts(texts, randomStream(seed, "calibration").permutation(texts.rows).subarray(0, rows));
}
