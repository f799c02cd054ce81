import * as z from "zod";
import { roundInt8Columns, toInt8Columns } from "../int8-dynamic/stored.ts";
import { roundInt8Rows, toInt8Rows } from "../int8-rows/stored.ts";
import { aware, quantizationTechnique } from "../quantization-technique.ts";

const parameters = z
  .strictObject({
    /** Of the dense kernels. */
    granularity: z.enum(["channel", "tensor"]).default("channel"),
    aware,
  })
  .refine((given) => !given.aware || given.granularity === "channel", {
    path: ["aware"],
    message: 'needs a scale for each output; remove "granularity"',
  });

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "int8",
  parameters,
  bind: ({ granularity, aware: isAware }) => ({
    stores: {
      embedding: (matrix) => toInt8Rows(matrix),
      kernel: (matrix) => toInt8Columns(matrix, granularity),
    },
    rounds: isAware ? { embedding: roundInt8Rows, kernel: roundInt8Columns } : null,
  }),
});
