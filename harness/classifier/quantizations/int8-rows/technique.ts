import * as z from "zod";
import { aware, quantizationTechnique } from "../quantization-technique.ts";
import { roundInt8Rows, toInt8Rows } from "./stored.ts";

const parameters = z
  .strictObject({ granularity: z.enum(["row", "tensor"]).default("row"), aware })
  .refine((given) => !given.aware || given.granularity === "row", {
    path: ["aware"],
    message: 'needs a scale for each row, since a training step sees only its own words; remove "granularity"',
  });

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "int8-rows",
  parameters,
  bind: ({ granularity, aware: isAware }) => ({
    stores: { embedding: (matrix) => toInt8Rows(matrix, granularity) },
    rounds: isAware ? { embedding: roundInt8Rows } : null,
  }),
});
