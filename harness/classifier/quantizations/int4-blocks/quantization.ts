import { z } from "zod";
import { aware, defineQuantization } from "../quantization.ts";
import { int4BlocksForm } from "./form.ts";
import { roundInt4Blocks } from "./rounding.ts";
import { toInt4Blocks } from "./stored.ts";

/** An eighth of the embedding's bytes plus a scale per block, computed in float32. */
export const int4Blocks = defineQuantization({
  name: "int4-blocks",
  forms: [int4BlocksForm],
  parameters: z.strictObject({ blockSize: z.int().min(1).default(16), aware }),
  bind: ({ blockSize, aware: isAware }) => ({
    stores: { embedding: (matrix) => toInt4Blocks(matrix, blockSize) },
    rounds: isAware ? { embedding: roundInt4Blocks(blockSize) } : null,
  }),
});
