import type { Technique } from "../../contract/index.ts";
import type { StoredForm } from "./stored-form.ts";

/**
 * A way to store a trained model in fewer bytes: all that pricewar needs to know about it. Serving reads stored weights and
 * quantizes nothing, so the technique, with the schema of its parameters, is loaded when used: loading it would be part of
 * every cold start and of every memory figure.
 */
export interface Quantization {
  /** Its value on the axis `quantization`, and its name in a list of techniques. */
  readonly name: string;
  /** The forms that it stores weights in. Several quantizations may share one. */
  readonly forms: readonly StoredForm[];
  readonly load: () => Promise<Technique>;
}
