import type * as tf from "@tensorflow/tfjs-core";
import { mapValues } from "../../harness/base/map-values.ts";
import { type TableLayout, tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { matrixPooling, type Pooling, pairPooling } from "../../harness/classifier/training/pooling.ts";
import {
  buildStep,
  extraShape,
  type StepInputs,
  type StepState,
  stepExtras,
} from "../../harness/classifier/training/step.ts";
import {
  initialSlots,
  type StepBatch,
  type StepChunk,
  type StepExtra,
  type Trainer,
  type TrainerSetup,
} from "../../harness/contract/trainer.ts";
import { createKernels, type Kernels } from "./kernels.ts";
import { tfjsOps } from "./ops.ts";
import { proveByKernels } from "./prove.ts";
import type { TfjsRuntime } from "./runtime.ts";

/**
 * The list is used if the matrix has more entries than this per pair of the list: there both are equally fast on wasm and
 * on TensorFlow's CPU kernels. From 50 on the list is two to four times as fast, and the matrix of a batch of all rows
 * would not fit in memory.
 */
const MAX_ENTRIES_PER_PAIR = 20;

/** Trains step by step on a TF.js backend, without the gradient tape and the engine of TF.js. */
export function openTfjsTrainer(backend: string, runtime: TfjsRuntime, setup: TrainerSetup): Trainer {
  const layout = tableLayout(setup.spec);
  const step = buildStep(setup);
  const extras = stepExtras(setup);
  runtime.activate();
  const kernels = createKernels(backend);
  const ops = tfjsOps(kernels.run);
  const textInputs = createTextInputs(kernels, layout, setup);
  const uploadTable = (values: Float32Array) => kernels.upload(values.slice(), [layout.rows, layout.columns]);
  let state: StepState<tf.TensorInfo> = {
    table: uploadTable(setup.table),
    slots: mapValues(initialSlots(setup), uploadTable),
  };
  kernels.release(tensorsOf(state));

  /** Frees the previous state's tensors that the next one does not share, and all intermediate ones except `results`. */
  const replaceState = (next: StepState<tf.TensorInfo>, results: readonly tf.TensorInfo[] = []) => {
    const kept = tensorsOf(next);
    kernels.release([...kept, ...results]);
    for (const tensor of tensorsOf(state)) if (!kept.includes(tensor)) kernels.free(tensor);
    state = { table: next.table, slots: next.slots };
  };

  const takeStep = (chunk: StepChunk, batch: StepBatch, index: number) =>
    step(ops, state, {
      ...textInputs(batch),
      scalars: mapValues(chunk.scalars, (values) => kernels.upload(Float32Array.of(values[index]!), [])),
      extras: Object.fromEntries(extras.map((extra) => [extra.name, extraInput(kernels, extra, batch)])),
    });

  return {
    maxStepsInCall: Number.POSITIVE_INFINITY,
    run: async (chunk) => {
      runtime.activate();
      const rescaled = mapValues(state.slots, (slot, name) =>
        ops.mul(slot, kernels.upload(Float32Array.of(chunk.rescale[name]!), [])),
      );
      replaceState({ ...state, slots: rescaled });
      const logits: tf.TensorInfo[] = [];
      try {
        chunk.batches.forEach((batch, index) => {
          const next = takeStep(chunk, batch, index);
          replaceState(next, [next.logits]);
          logits.push(next.logits);
        });
        return await kernels.read(ops.concat(logits));
      } finally {
        kernels.release();
        logits.forEach(kernels.free);
      }
    },
    prove: async (chunk) =>
      proveByKernels(backend, runtime, kernels, () => {
        takeStep(chunk, chunk.batches[0]!, 0);
        kernels.release();
      }),
    readTable: () => kernels.read(state.table),
    writeSlot: async (name, values) => {
      replaceState({ ...state, slots: { ...state.slots, [name]: uploadTable(values) } });
    },
    close: async () => {
      kernels.release();
      tensorsOf(state).forEach(kernels.free);
    },
  };
}

function tensorsOf({ table, slots }: StepState<tf.TensorInfo>): tf.TensorInfo[] {
  return [table, ...Object.values(slots)];
}

/** A batch's values of an extra input. A batch of empty texts has none; its stand-in row then gets 0. */
function extraInput(kernels: Kernels, { name, dims }: StepExtra, batch: StepBatch): tf.TensorInfo {
  const shape = extraShape(dims, Math.max(1, batch.rows.length));
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  values.set(batch.extras[name]!);
  return kernels.upload(values, shape);
}

type TextInputs = Omit<StepInputs<tf.TensorInfo>, "scalars" | "extras">;

function createTextInputs(
  kernels: Kernels,
  { columns, denseStart, denseRows, spareRow }: TableLayout,
  { batchSize, typical }: TrainerSetup,
): (batch: StepBatch) => TextInputs {
  const asPairs = batchSize * typical.unique > MAX_ENTRIES_PER_PAIR * typical.pairs;
  const matrixOf = createMatrixPooling(kernels);
  return (batch) => {
    // A batch of empty texts has no words: the spare row stands in, since empty products are not zero on wasm.
    const unique = Math.max(1, batch.rows.length);
    const rows = new Int32Array(denseRows + unique).fill(spareRow);
    for (let row = 0; row < denseRows; row += 1) rows[row] = denseStart + row;
    rows.set(batch.rows, denseRows);
    return {
      rows: kernels.upload(rows, [rows.length, 1], "int32"),
      pooling: asPairs ? pairsOf(kernels, batch, batchSize, columns) : matrixOf(batch, batchSize, unique),
      targets: kernels.upload(batch.targets, [batchSize, batch.targets.length / batchSize]),
      textWeight: kernels.upload(batch.textWeight, [batchSize, 1]),
    };
  };
}

/**
 * Uploads both the matrix and its transpose, since the wasm product with a transposed left side is six times as slow.
 * Steps can reuse the buffers, since TF.js has copied a tensor's values by the time a step has run.
 */
function createMatrixPooling(
  kernels: Kernels,
): (batch: StepBatch, texts: number, unique: number) => Pooling<tf.TensorInfo> {
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
    return matrixPooling<tf.TensorInfo>(
      kernels.upload(shares, [texts, unique]),
      kernels.upload(transposed, [unique, texts]),
    );
  };
}

/** A batch without pairs gets one with share 0, since not every backend takes empty tensors. */
function pairsOf(
  kernels: Kernels,
  { pairText, pairRow, pairWeight }: StepBatch,
  texts: number,
  columns: number,
): Pooling<tf.TensorInfo> {
  const empty = pairText.length === 0;
  const column = (ids: Int32Array) =>
    kernels.upload(empty ? new Int32Array(1) : ids, [Math.max(1, ids.length), 1], "int32");
  const share = kernels.upload(empty ? new Float32Array(1) : pairWeight, [Math.max(1, pairWeight.length), 1]);
  return pairPooling<tf.TensorInfo>({ text: column(pairText), row: column(pairRow), share }, { batch: texts, columns });
}
