import type { Quantization } from "../quantization.ts";
import { int8RowsForm } from "./form.ts";

/** A quarter of the embedding's bytes, computed in float32. */
export const int8Rows: Quantization = {
  name: "int8-rows",
  forms: [int8RowsForm],
  load: async () => (await import("./technique.ts")).technique,
};
