import * as z from "zod";
import { aware, quantizationTechnique } from "../quantization-technique.ts";
import { roundInt4Blocks } from "./rounding.ts";
import { toInt4Blocks } from "./stored.ts";

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "int4-blocks",
  parameters: z.strictObject({ blockSize: z.int().min(1).default(16), aware }),
  bind: ({ blockSize, aware: isAware }) => ({
    stores: { embedding: (matrix) => toInt4Blocks(matrix, blockSize) },
    rounds: isAware ? { embedding: roundInt4Blocks(blockSize) } : null,
  }),
});
