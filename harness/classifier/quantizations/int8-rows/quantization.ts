import { z } from "zod";
import { aware, defineQuantization } from "../quantization.ts";
import { int8RowsForm } from "./form.ts";
import { roundInt8Rows, toInt8Rows } from "./stored.ts";

const parameters = z
  .strictObject({ granularity: z.enum(["row", "tensor"]).default("row"), aware })
  .refine((given) => !given.aware || given.granularity === "row", {
    path: ["aware"],
    message: 'needs a scale for each row, since a training step sees only its own words; remove "granularity"',
  });

/** A quarter of the embedding's bytes, computed in float32. */
export const int8Rows = defineQuantization({
  name: "int8-rows",
  forms: [int8RowsForm],
  parameters,
  bind: ({ granularity, aware: isAware }) => ({
    stores: { embedding: (matrix) => toInt8Rows(matrix, granularity) },
    rounds: isAware ? { embedding: roundInt8Rows } : null,
  }),
});
