import * as z from "zod";
import { quantizationTechnique } from "../quantization-technique.ts";
import { toInt8Columns } from "./stored.ts";

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "int8-dynamic",
  parameters: z.strictObject({ granularity: z.enum(["channel", "tensor"]).default("channel") }),
  bind: ({ granularity }) => ({ stores: { kernel: (matrix) => toInt8Columns(matrix, granularity) } }),
});
