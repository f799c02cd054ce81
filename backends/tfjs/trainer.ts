import * as tf from "@tensorflow/tfjs-core";
import { mapValues } from "../../harness/map-values.ts";
import { type TableLayout, tableLayout } from "../../harness/training/parameter-table.ts";
import { matrixPooling, type Pooling, pairPooling } from "../../harness/training/pooling.ts";
import { buildStep, extraShape, type StepInputs, stepExtras } from "../../harness/training/step.ts";
import {
  initialSlots,
  type StepBatch,
  type StepChunk,
  type StepExtra,
  type Trainer,
  type TrainerSetup,
} from "../../harness/training/trainer.ts";
import { tfjsOps } from "./ops.ts";
import { proveByProfile } from "./prove.ts";
import type { TfjsRuntime } from "./runtime.ts";

/**
 * Entries of the matrix for each pair of the list above which the list is taken: both are as fast there on wasm and on
 * TensorFlow's CPU kernels. From 50 on the list is two to four times as fast, and the matrix of a batch of all rows
 * would fill memory.
 */
const ENTRIES_A_PAIR = 20;

/** Trains step by step on a backend of TF.js, without its gradient tape. */
export function openTfjsTrainer(backend: string, runtime: TfjsRuntime, setup: TrainerSetup): Trainer {
  const layout = tableLayout(setup.spec);
  const step = buildStep(setup);
  const extras = stepExtras(setup);
  const textInputs = createTextInputs(layout, setup);
  const dims: [number, number] = [layout.rows, layout.columns];
  runtime.activate();
  let table: tf.Tensor = tf.tensor2d(setup.table.slice(), dims);
  let slots: Record<string, tf.Tensor> = mapValues(initialSlots(setup), (slot) => tf.tensor2d(slot, dims));

  const replaceSlots = (next: Readonly<Record<string, tf.Tensor>>) => {
    tf.dispose(slots);
    slots = { ...next };
  };

  const stepInputs = (chunk: StepChunk, batch: StepBatch, index: number): StepInputs<tf.Tensor> => ({
    ...textInputs(batch),
    scalars: mapValues(chunk.scalars, (values) => tf.scalar(values[index]!)),
    extras: Object.fromEntries(extras.map((extra) => [extra.name, extraInput(extra, batch)])),
  });

  const takeStep = (chunk: StepChunk, batch: StepBatch, index: number) =>
    tf.tidy(() => {
      const next = step(tfjsOps, { table, slots }, stepInputs(chunk, batch, index));
      // A slot that the step leaves as it is needs a handle of its own: the old one is disposed of.
      const own = mapValues(next.slots, (slot, name) => (slot === slots[name] ? tf.clone(slot) : slot));
      return { ...next, slots: own };
    });

  return {
    maxStepsInCall: Number.POSITIVE_INFINITY,
    run: async (chunk) => {
      runtime.activate();
      replaceSlots(mapValues(slots, (slot, name) => tf.mul(slot, chunk.rescale[name]!)));
      const logits = chunk.batches.map((batch, index) => {
        const next = takeStep(chunk, batch, index);
        table.dispose();
        table = next.table;
        replaceSlots(next.slots);
        return next.logits;
      });
      const all = tf.concat(logits, 0);
      const data = (await all.data()) as Float32Array;
      tf.dispose([all, ...logits]);
      return data;
    },
    prove: (chunk) =>
      proveByProfile(backend, runtime, () => {
        tf.dispose(takeStep(chunk, chunk.batches[0]!, 0));
      }),
    readTable: async () => (await table.data()) as Float32Array,
    writeSlot: async (name, values) => {
      runtime.activate();
      tf.dispose(slots[name]);
      slots = { ...slots, [name]: tf.tensor2d(values.slice(), dims) };
    },
    close: async () => {
      table.dispose();
      replaceSlots({});
    },
  };
}

/** A batch's values of an extra input; a batch of empty texts has none for its stand-in of a word, which are then 0. */
function extraInput({ name, dims }: StepExtra, batch: StepBatch): tf.Tensor {
  const shape = extraShape(dims, Math.max(1, batch.rows.length));
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  values.set(batch.extras[name]!);
  return tf.tensor(values, shape);
}

type TextInputs = Omit<StepInputs<tf.Tensor>, "scalars" | "extras">;

function createTextInputs(
  { columns, denseStart, denseRows, spareRow }: TableLayout,
  { batchSize, typical }: TrainerSetup,
): (batch: StepBatch) => TextInputs {
  const asPairs = batchSize * typical.unique > ENTRIES_A_PAIR * typical.pairs;
  const matrixOf = createMatrixPooling();
  return (batch) => {
    // A batch of empty texts has no words: the spare row stands in, since products over nothing are not zero on wasm.
    const unique = Math.max(1, batch.rows.length);
    const rows = new Int32Array(denseRows + unique).fill(spareRow);
    for (let row = 0; row < denseRows; row += 1) rows[row] = denseStart + row;
    rows.set(batch.rows, denseRows);
    return {
      rows: tf.tensor2d(rows, [rows.length, 1], "int32"),
      pooling: asPairs ? pairsOf(batch, batchSize, columns) : matrixOf(batch, batchSize, unique),
      targets: tf.tensor2d(batch.targets, [batchSize, batch.targets.length / batchSize]),
      textWeight: tf.tensor2d(batch.textWeight, [batchSize, 1]),
    };
  };
}

/**
 * Both the map and its transpose: the wasm product with a transposed left side is six times as slow. They are written to
 * buffers that are kept from step to step, since TF.js has copied a tensor's values by the time that a step has run.
 */
function createMatrixPooling(): (batch: StepBatch, texts: number, unique: number) => Pooling<tf.Tensor> {
  let sharesBuffer = new Float32Array(0);
  let transposedBuffer = new Float32Array(0);
  return ({ pairText, pairRow, pairWeight }, texts, unique) => {
    const size = texts * unique;
    if (size > sharesBuffer.length) {
      sharesBuffer = new Float32Array(2 * size);
      transposedBuffer = new Float32Array(2 * size);
    }
    const shares = sharesBuffer.subarray(0, size).fill(0);
    const transposed = transposedBuffer.subarray(0, size).fill(0);
    for (let pair = 0; pair < pairText.length; pair += 1) {
      const text = pairText[pair]!;
      const row = pairRow[pair]!;
      const share = pairWeight[pair]!;
      shares[text * unique + row] = share;
      transposed[row * texts + text] = share;
    }
    return matrixPooling<tf.Tensor>(tf.tensor2d(shares, [texts, unique]), tf.tensor2d(transposed, [unique, texts]));
  };
}

/** A batch without a pair gets one of share 0: not every backend takes empty tensors. */
function pairsOf({ pairText, pairRow, pairWeight }: StepBatch, texts: number, columns: number): Pooling<tf.Tensor> {
  const empty = pairText.length === 0;
  const column = (ids: Int32Array) =>
    tf.tensor2d(empty ? new Int32Array(1) : ids, [Math.max(1, ids.length), 1], "int32");
  const share = tf.tensor2d(empty ? new Float32Array(1) : pairWeight, [Math.max(1, pairWeight.length), 1]);
  return pairPooling<tf.Tensor>({ text: column(pairText), row: column(pairRow), share }, { batch: texts, columns });
}
