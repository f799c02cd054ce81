import type { Quantization } from "../quantization.ts";
import { int8TableForm } from "./form.ts";

/**
 * A quarter of the embedding's bytes. A kernel of its own may add up codes as whole numbers, since one scale stands for all
 * words; a runtime of ONNX operators dequantizes the table when it loads it, and computes in float32.
 */
export const int8Table: Quantization = {
  name: "int8-table",
  forms: [int8TableForm],
  load: async () => (await import("./technique.ts")).technique,
};
