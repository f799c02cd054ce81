import type { Quantization } from "../quantization.ts";
import { productForm } from "./form.ts";

/** A byte for every few columns, as fastText compresses its models. */
export const product: Quantization = {
  name: "product",
  forms: [productForm],
  load: async () => (await import("./technique.ts")).technique,
};
