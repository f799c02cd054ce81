import { z } from "zod";
import type { StoredTensor, Technique } from "../contract.ts";
import { readParameters } from "../plugin.ts";
import { restore, toFloat16, toInt4Blocks, toInt8Columns, toInt8Rows } from "./quantize.ts";

type Matrix = Parameters<typeof toInt8Rows>[0];

const none = z.strictObject({});
const blocks = z.strictObject({ blockSize: z.int().min(1).default(16) });

/** A technique without parameters that stores the embedding, dense kernels, or both in another form. */
function scheme(
  name: string,
  forms: { readonly embedding?: (matrix: Matrix) => StoredTensor; readonly kernel?: (matrix: Matrix) => StoredTensor },
): Technique {
  return {
    bind: (parameters) => {
      readParameters(`quantization ${name}`, none, parameters);
      return {
        after: (model) =>
          restore(
            model,
            name,
            (weight, matrix) => (weight === "embedding" ? forms.embedding : forms.kernel)?.(matrix) ?? null,
          ),
      };
    },
  };
}

/** Half the bytes, the same kernels. */
export const float16 = scheme("float16", { embedding: toFloat16 });

/** Dense layers on integer kernels; the embedding, 99.7 % of the document's model, stays as it is. */
export const int8Dynamic = scheme("int8-dynamic", { kernel: toInt8Columns });

/** A quarter of the embedding's bytes, computed in float32. */
export const int8Rows = scheme("int8-rows", { embedding: toInt8Rows });

/** Embedding rows and dense layers. */
export const int8 = scheme("int8", { embedding: toInt8Rows, kernel: toInt8Columns });

/** An eighth of the embedding's bytes and a scale a block, computed in float32. */
export const int4Blocks: Technique = {
  bind: (parameters) => {
    const { blockSize } = readParameters("quantization int4-blocks", blocks, parameters);
    return {
      after: (model) =>
        restore(model, "int4-blocks", (weight, matrix) =>
          weight === "embedding" ? toInt4Blocks(matrix, blockSize) : null,
        ),
    };
  },
};
