import * as z from "zod";
import { quantizationTechnique } from "../quantization-technique.ts";
import { toFloat16 } from "./stored.ts";

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "float16",
  parameters: z.strictObject({}),
  bind: () => ({ stores: { embedding: toFloat16 } }),
});
