import { z } from "zod";
import type { StoredTensor, Technique } from "../../contract/index.ts";
import { readParameters } from "../../contract/plugin.ts";
import type { FakeQuantization } from "../../contract/training-variant.ts";
import { type Matrix, restore, toFloat16, toInt4Blocks, toInt8Columns, toInt8Rows } from "./matrix.ts";

/** How a scheme stores the embedding, dense kernels, or both; what it leaves out stays as it is. */
interface Forms {
  readonly embedding?: (matrix: Matrix) => StoredTensor;
  readonly kernel?: (matrix: Matrix) => StoredTensor;
  /** What the training rounds beforehand; null for a plain training. */
  readonly aware?: FakeQuantization | null;
}

const none = z.strictObject({});
/** Whether the training's forward pass rounds weights as the quantization of the result will. */
const aware = z.boolean().default(false);
const rowScales = z
  .strictObject({ granularity: z.enum(["row", "tensor"]).default("row"), aware })
  .refine((given) => !given.aware || given.granularity === "row", {
    path: ["aware"],
    message: 'needs a scale for each row: a training step sees its own words alone; remove "granularity"',
  });
/** Of dense kernels. */
const kernelScales = z.strictObject({ granularity: z.enum(["channel", "tensor"]).default("channel") });
const rowAndKernelScales = kernelScales
  .extend({ aware })
  .refine((given) => !given.aware || given.granularity === "channel", {
    path: ["aware"],
    message: 'needs a scale for each output; remove "granularity"',
  });
const blocks = z.strictObject({ blockSize: z.int().min(1).default(16), aware });

/** A technique that stores each weight in another form, by itself and without drawing on the data. */
function scheme<S extends z.ZodType>(name: string, schema: S, formsOf: (parameters: z.output<S>) => Forms): Technique {
  return {
    bind: (given) => {
      const forms = formsOf(readParameters(`quantization ${name}`, schema, given));
      return {
        stage: "storage",
        ...(forms.aware ? { training: { fakeQuantization: forms.aware } } : {}),
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
export const float16 = scheme("float16", none, () => ({ embedding: toFloat16 }));

/** Dense layers on integer kernels; the embedding, 99.7 % of the document's model, stays as it is. */
export const int8Dynamic = scheme("int8-dynamic", kernelScales, ({ granularity }) => ({
  kernel: (matrix) => toInt8Columns(matrix, granularity),
}));

/** A quarter of the embedding's bytes, computed in float32. */
export const int8Rows = scheme("int8-rows", rowScales, ({ granularity, aware: isAware }) => ({
  embedding: (matrix) => toInt8Rows(matrix, granularity),
  aware: isAware ? { embedding: "int8-rows", kernels: false } : null,
}));

/** Embedding rows and dense layers; the parameter speaks of the latter. */
export const int8 = scheme("int8", rowAndKernelScales, ({ granularity, aware: isAware }) => ({
  embedding: (matrix) => toInt8Rows(matrix),
  kernel: (matrix) => toInt8Columns(matrix, granularity),
  aware: isAware ? { embedding: "int8-rows", kernels: true } : null,
}));

/** An eighth of the embedding's bytes and a scale a block, computed in float32. */
export const int4Blocks = scheme("int4-blocks", blocks, ({ blockSize, aware: isAware }) => ({
  embedding: (matrix) => toInt4Blocks(matrix, blockSize),
  aware: isAware ? { embedding: { int4BlockSize: blockSize }, kernels: false } : null,
}));
