import type { Quantization } from "../quantization.ts";
import { float16Form } from "./form.ts";

/** Half the bytes of the embedding, computed in float32. */
export const float16: Quantization = {
  name: "float16",
  forms: [float16Form],
  load: async () => (await import("./technique.ts")).technique,
};
