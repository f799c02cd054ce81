import { z } from "zod";
import { int8ColumnsForm } from "../int8-dynamic/form.ts";
import { roundInt8Columns, toInt8Columns } from "../int8-dynamic/stored.ts";
import { int8RowsForm } from "../int8-rows/form.ts";
import { roundInt8Rows, toInt8Rows } from "../int8-rows/stored.ts";
import { aware, defineQuantization } from "../quantization.ts";

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

/** The embedding as int8-rows stores it, dense layers as int8-dynamic does. */
export const int8 = defineQuantization({
  name: "int8",
  forms: [int8RowsForm, int8ColumnsForm],
  parameters,
  bind: ({ granularity, aware: isAware }) => ({
    stores: {
      embedding: (matrix) => toInt8Rows(matrix),
      kernel: (matrix) => toInt8Columns(matrix, granularity),
    },
    rounds: isAware ? { embedding: roundInt8Rows, kernel: roundInt8Columns } : null,
  }),
});
