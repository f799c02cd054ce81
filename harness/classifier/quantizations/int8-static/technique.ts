import * as z from "zod";
import { randomStream } from "../../../base/random/mt19937.ts";
import type { EncodedTexts } from "../../../contract/index.ts";
import { selectTexts } from "../../text/encoded-texts.ts";
import { toInt8Columns } from "../int8-dynamic/stored.ts";
import { toInt8Rows } from "../int8-rows/stored.ts";
import { quantizationTechnique, type StoreMatrix } from "../quantization-technique.ts";
import { kernelInputs, rangeOf } from "./calibration.ts";
import type { Int8StaticTensor } from "./stored.ts";

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

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "int8-static",
  parameters,
  readsTexts: true,
  bind: ({ calibration, percentile = USUAL_PERCENTILE, rows, weights, embedding }) => ({
    stores: async (model, { trainRows, seed }) => {
      const inputs = kernelInputs(model, someOf((await trainRows()).texts, rows, seed));
      const kernel: StoreMatrix = (matrix, weight): Int8StaticTensor => {
        const values = inputs.get(weight);
        if (values === undefined) throw new TypeError(`no input of ${weight} was seen`);
        const input = rangeOf(values, calibration === "min-max" ? 100 : percentile);
        const { shape, codes, scales } = toInt8Columns(matrix, weights === "per-channel" ? "channel" : "tensor");
        return { kind: "int8-static", shape, codes, scales, input };
      };
      return { kernel, embedding: embedding === "int8-rows" ? (matrix) => toInt8Rows(matrix) : undefined };
    },
  }),
});

/** Texts drawn at random, each at most once. */
function someOf(texts: EncodedTexts, rows: number, seed: number): EncodedTexts {
  if (rows >= texts.rows) return texts;
  return selectTexts(texts, randomStream(seed, "calibration").permutation(texts.rows).subarray(0, rows));
}
