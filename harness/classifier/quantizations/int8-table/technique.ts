import * as z from "zod";
import { quantizationTechnique } from "../quantization-technique.ts";
import { toInt8Table } from "./stored.ts";

/** The technique. Training cannot round as it does: a step sees only its own words, and the scale is that of all. */
export const technique = quantizationTechnique({
  name: "int8-table",
  parameters: z.strictObject({}),
  bind: () => ({ stores: { embedding: toInt8Table } }),
});
