import { int8ColumnsForm } from "../int8-dynamic/form.ts";
import { int8RowsForm } from "../int8-rows/form.ts";
import type { Quantization } from "../quantization.ts";

/** The embedding as int8-rows stores it, dense layers as int8-dynamic does. */
export const int8: Quantization = {
  name: "int8",
  forms: [int8RowsForm, int8ColumnsForm],
  load: async () => (await import("./technique.ts")).technique,
};
