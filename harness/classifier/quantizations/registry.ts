import { ConfigError } from "../../base/errors.ts";
import type { ModelWeights, StoredTensor } from "../../contract/index.ts";
import { float32Form } from "./float32.ts";
import * as listed from "./list.ts";
import type { Quantization } from "./quantization.ts";
import { partName, type StoredForm, type StoredPart } from "./stored-form.ts";

/** All quantizations, and the forms that they store weights in. */
export interface QuantizationRegistry {
  /** Loaders by the quantization's name. */
  readonly techniques: ReadonlyMap<string, Quantization["load"]>;
  /** By kind; that of unquantized weights, "float32", is among them. */
  readonly forms: ReadonlyMap<string, StoredForm>;
}

/** @throws ConfigError on two entries of one name, or two different forms of one kind */
export function createQuantizations(entries: readonly Quantization[]): QuantizationRegistry {
  const techniques = new Map<string, Quantization["load"]>();
  const forms = new Map<string, StoredForm>([[float32Form.kind, float32Form]]);
  for (const { name, load, forms: own } of entries) {
    if (techniques.has(name)) throw new ConfigError(`quantization ${name}: the name is taken; choose another one`);
    techniques.set(name, load);
    for (const form of own) {
      const other = forms.get(form.kind);
      if (other !== undefined && other !== form) {
        throw new ConfigError(
          `quantization ${name}: another form of kind "${form.kind}" exists; use that one, or name its own`,
        );
      }
      forms.set(form.kind, form);
    }
  }
  return { techniques, forms };
}

export const quantizations = createQuantizations(Object.values(listed));

/** The form that a tensor is stored in. */
export function formOf({ kind }: StoredTensor): StoredForm {
  const form = quantizations.forms.get(kind);
  if (form === undefined) throw new TypeError(`no quantization in list.ts stores weights as "${kind}"`);
  return form;
}

/** The float32 weights that a stored tensor stands for, row-major; a new array. */
export function dequantize(tensor: StoredTensor): Float32Array {
  return formOf(tensor).dequantize(tensor);
}

/** The parts of all weights, with the names of their initializers. */
export function namedParts(weights: ModelWeights["weights"]): { name: string; part: StoredPart }[] {
  return [...weights].flatMap(([weight, tensor]) =>
    formOf(tensor)
      .parts(tensor)
      .map((part) => ({ name: partName(weight, part.part), part })),
  );
}
