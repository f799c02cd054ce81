import { int8RowsForm } from "../int8-rows/form.ts";
import type { Quantization } from "../quantization.ts";
import { int8StaticForm } from "./form.ts";

/**
 * Dense layers on integer kernels with input ranges measured beforehand on training texts, where int8-dynamic measures
 * each batch as it comes. A runtime without integer kernels computes in float32 what the int8 weights stand for.
 */
export const int8Static: Quantization = {
  name: "int8-static",
  forms: [int8RowsForm, int8StaticForm],
  load: async () => (await import("./technique.ts")).technique,
};
