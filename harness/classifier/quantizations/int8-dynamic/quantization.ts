import { z } from "zod";
import { defineQuantization } from "../quantization.ts";
import { int8ColumnsForm } from "./form.ts";
import { toInt8Columns } from "./stored.ts";

/** Dense layers on integer kernels; the embedding, 99.7 % of the reference experiment's weights, stays as it is. */
export const int8Dynamic = defineQuantization({
  name: "int8-dynamic",
  forms: [int8ColumnsForm],
  parameters: z.strictObject({ granularity: z.enum(["channel", "tensor"]).default("channel") }),
  bind: ({ granularity }) => ({ stores: { kernel: (matrix) => toInt8Columns(matrix, granularity) } }),
});
