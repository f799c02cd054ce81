import type { Quantization } from "../quantization.ts";
import { int4BlocksForm } from "./form.ts";

/** An eighth of the embedding's bytes plus a scale per block, computed in float32. */
export const int4Blocks: Quantization = {
  name: "int4-blocks",
  forms: [int4BlocksForm],
  load: async () => (await import("./technique.ts")).technique,
};
