import type { Int8TableTensor } from "../../harness/classifier/quantizations/int8-table/stored.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { buildNetwork } from "../../harness/classifier/training/network.ts";
import { type ModelWeights, SPECIAL_ROWS } from "../../harness/contract/index.ts";
import { requireWeights } from "./require-weights.ts";
import { CODES, EMBEDDING, EXACT, SCALE } from "./serving-program.ts";

/** A model's weights, as modules read them. */
export interface ServedWeights {
  /** Whether the embedding stays whole numbers of one scale; all else is float32. */
  readonly hasCodes: boolean;
  /** Bytes of each array by its name. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Writes them to a memory. @param addresses in bytes, by name */
  write(memory: ArrayBufferLike, addresses: Readonly<Record<string, number>>): void;
  /**
   * Writes others, whose probabilities follow from the table's: each weight of the table is that number, and layers pass on
   * the mean of what they get, more of it to later outputs.
   */
  plant(memory: ArrayBufferLike, addresses: Readonly<Record<string, number>>, tableWeight: number): void;
}

/** @throws RecordError on weights that do not have the shapes of the model's sizes */
export function servedWeights({ spec, weights }: ModelWeights): ServedWeights {
  const embedding = weights.get(EMBEDDING);
  const table = embedding?.kind === "int8-table" ? (embedding as Int8TableTensor) : null;
  const stored = table === null ? weights : new Map([...weights].filter(([name]) => name !== EMBEDDING));
  const floats = new Map([...stored].map(([name, tensor]) => [name, dequantize(tensor)]));
  if (table !== null) floats.set(SCALE, Float32Array.of(table.scale)).set(EXACT, table.exact);
  requireWeights(
    spec,
    table === null ? floats : new Map<string, ArrayLike<number>>(floats).set(EMBEDDING, table.codes),
  );
  const codes = table?.codes.slice().fill(0, 0, SPECIAL_ROWS * spec.embedding);
  const writeTo = (memory: ArrayBufferLike, addresses: Readonly<Record<string, number>>) => ({
    floats: (name: string, values: Float32Array) =>
      new Float32Array(memory, addresses[name]!, values.length).set(values),
    codes: (values: Int8Array) => new Int8Array(memory, addresses[CODES]!, values.length).set(values),
  });
  return {
    hasCodes: codes !== undefined,
    bytes: {
      ...Object.fromEntries([...floats].map(([name, { byteLength }]) => [name, byteLength])),
      ...(codes !== undefined && { [CODES]: codes.byteLength }),
    },
    write: (memory, addresses) => {
      const to = writeTo(memory, addresses);
      for (const [name, values] of floats) to.floats(name, values);
      if (codes !== undefined) to.codes(codes);
    },
    plant: (memory, addresses, tableWeight) => {
      const to = writeTo(memory, addresses);
      for (const { name, shape } of buildNetwork(spec).parameters) to.floats(name, meanKernel(shape));
      if (codes === undefined) {
        to.floats(EMBEDDING, floats.get(EMBEDDING)!.slice().fill(tableWeight));
        return;
      }
      to.floats(SCALE, Float32Array.of(1));
      to.floats(EXACT, floats.get(EXACT)!.slice().fill(tableWeight));
      to.codes(codes.slice().fill(tableWeight, SPECIAL_ROWS * spec.embedding));
    },
  };
}

/** Output j of n is the mean of the inputs times 2 (j + 1) / (n + 1), which is 1 on average. A vector is a bias, and 0. */
function meanKernel(shape: readonly number[]): Float32Array {
  if (shape.length === 1) return new Float32Array(shape[0]!);
  const [inputs, outputs] = shape as readonly [number, number];
  return Float32Array.from(
    { length: inputs * outputs },
    (_, index) => (2 * ((index % outputs) + 1)) / ((outputs + 1) * inputs),
  );
}
