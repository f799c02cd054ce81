import type { Quantization } from "../quantization.ts";
import { int8ColumnsForm } from "./form.ts";

/** Dense layers on integer kernels; the embedding, 99.7 % of the reference experiment's weights, stays as it is. */
export const int8Dynamic: Quantization = {
  name: "int8-dynamic",
  forms: [int8ColumnsForm],
  load: async () => (await import("./technique.ts")).technique,
};
