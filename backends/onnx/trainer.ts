import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-common";
import { tableLayout } from "../../harness/training/parameter-table.ts";
import type { StepBatch, StepChunk, Trainer, TrainerSetup } from "../../harness/training/trainer.ts";
import {
  buildTrainingGraph,
  columnName,
  LOGITS,
  nextName,
  rescaleName,
  scalarName,
  slotName,
  TABLE,
  type TrainingGraph,
} from "./training-graph.ts";

/** The parts of an ONNX Runtime package that a trainer needs; -node and -web share them. */
export interface OnnxTraining {
  readonly createSession: (model: Uint8Array, threads: number) => Promise<InferenceSession>;
  readonly Tensor: TensorConstructor;
}

/** A call's pooling inputs stay about this small; larger ones fall out of the processor's caches and fill memory. */
const INPUT_BYTES_A_CALL = 32e6;

/** Trains through one Scan graph: parameters and optimizer state stay in the runtime's own output tensors. */
export async function openOnnxTrainer(setup: TrainerSetup, runtime: OnnxTraining): Promise<Trainer> {
  const graph = buildTrainingGraph(setup);
  const session = await runtime.createSession(graph.bytes, setup.threads);
  const layout = tableLayout(setup.spec);
  const dims = [layout.rows, layout.columns];
  const feeder = createFeeder(setup, graph, runtime.Tensor);
  const stateNames = [TABLE, ...setup.optimizer.slots.map(slotName)];
  let state: Record<string, Tensor> = Object.fromEntries(
    stateNames.map((name) => {
      const data = name === TABLE ? setup.table.slice() : new Float32Array(setup.table.length);
      return [name, new runtime.Tensor("float32", data, dims)];
    }),
  );
  const bytesAStep = graph.form === "matrix" ? setup.batchSize * setup.typical.unique * 4 : setup.typical.pairs * 20;
  return {
    maxStepsInCall: Math.max(1, Math.floor(INPUT_BYTES_A_CALL / bytesAStep)),
    run: async (chunk) => {
      const outputs = await session.run({ ...state, ...feeder(chunk) });
      state = Object.fromEntries(stateNames.map((name) => [name, outputs[nextName(name)]!]));
      return outputs[LOGITS]!.data as Float32Array;
    },
    readTable: async () => state[TABLE]!.data as Float32Array,
    close: async () => session.release(),
  };
}

/**
 * Turns a chunk into the graph's inputs. All steps of a chunk share one width: spare slots of `rows` point to the
 * spare row, spare pairs carry share 0. Buffers are kept from chunk to chunk, since fresh pages cost more than the
 * arithmetic.
 */
function createFeeder(
  setup: TrainerSetup,
  graph: TrainingGraph,
  TensorOf: TensorConstructor,
): (chunk: StepChunk) => Record<string, Tensor> {
  const layout = tableLayout(setup.spec);
  const { batchSize } = setup;
  const buffers = new Map<string, ArrayBuffer>();
  const floats = (name: string, length: number) => new Float32Array(grown(buffers, name, length * 4), 0, length);
  /** int64 ids, written through the low 32-bit word of each (all are below 2^31 and not negative). */
  const ids = (name: string, length: number) => {
    const buffer = grown(buffers, name, length * 8);
    return { low: new Int32Array(buffer, 0, length * 2), whole: new BigInt64Array(buffer, 0, length) };
  };

  return ({ batches, scalars, rescale }) => {
    const steps = batches.length;
    const feeds: Record<string, Tensor> = {};
    const feedFloats = (name: string, data: Float32Array, ...dims: number[]) => {
      feeds[name] = new TensorOf("float32", data, dims);
    };
    const feedIds = (name: string, width: number, fill: (low: Int32Array, step: number) => void) => {
      const { low, whole } = ids(name, steps * width);
      for (let step = 0; step < steps; step += 1) fill(low.subarray(step * width * 2, (step + 1) * width * 2), step);
      feeds[name] = new TensorOf("int64", whole, [steps, width]);
      feeds[columnName(name)] = new TensorOf("int64", whole, [steps, width, 1]);
    };

    const unique = widest(batches, (batch) => batch.rows.length);
    feedIds("rows", layout.denseRows + unique, (low, step) => {
      writeIds(low, 0, layout.denseRows, (index) => layout.denseStart + index);
      const { rows } = batches[step]!;
      writeIds(low, layout.denseRows, unique, (index) => (index < rows.length ? rows[index]! : layout.spareRow));
    });

    if (graph.form === "matrix") {
      const shares = floats("shares", steps * batchSize * unique).fill(0);
      batches.forEach(({ pairText, pairRow, pairWeight }, step) => {
        const start = step * batchSize * unique;
        for (let pair = 0; pair < pairText.length; pair += 1) {
          shares[start + pairText[pair]! * unique + pairRow[pair]!] = pairWeight[pair]!;
        }
      });
      feedFloats("shares", shares, steps, batchSize, unique);
    } else {
      const pairs = widest(batches, (batch) => batch.pairText.length);
      feedIds("pairText", pairs, (low, step) => writeIds(low, 0, pairs, (pair) => batches[step]!.pairText[pair] ?? 0));
      feedIds("pairRow", pairs, (low, step) => writeIds(low, 0, pairs, (pair) => batches[step]!.pairRow[pair] ?? 0));
      const share = floats("pairShare", steps * pairs).fill(0);
      batches.forEach(({ pairWeight }, step) => {
        share.set(pairWeight, step * pairs);
      });
      feedFloats("pairShare", share, steps, pairs, 1);
    }

    const units = batches[0]!.targets.length / batchSize;
    feedFloats(
      "targets",
      joined(floats("targets", steps * batchSize * units), batches, "targets"),
      steps,
      batchSize,
      units,
    );
    feedFloats(
      "textWeight",
      joined(floats("textWeight", steps * batchSize), batches, "textWeight"),
      steps,
      batchSize,
      1,
    );
    for (const [name, values] of Object.entries(scalars)) feedFloats(scalarName(name), values, steps, 1);
    for (const [slot, factor] of Object.entries(rescale)) feedFloats(rescaleName(slot), Float32Array.of(factor), 1);
    return feeds;
  };
}

function joined(into: Float32Array, batches: readonly StepBatch[], field: "targets" | "textWeight"): Float32Array {
  batches.forEach((batch, step) => {
    into.set(batch[field], step * batch[field].length);
  });
  return into;
}

function writeIds(low: Int32Array, start: number, count: number, idAt: (index: number) => number): void {
  for (let index = 0; index < count; index += 1) {
    low[2 * (start + index)] = idAt(index);
    low[2 * (start + index) + 1] = 0;
  }
}

function widest(batches: readonly StepBatch[], width: (batch: StepBatch) => number): number {
  return batches.reduce((most, batch) => Math.max(most, width(batch)), 1);
}

/** A buffer of at least that many bytes, kept under its name and never shrunk. */
function grown(buffers: Map<string, ArrayBuffer>, name: string, bytes: number): ArrayBuffer {
  const kept = buffers.get(name);
  if (kept !== undefined && kept.byteLength >= bytes) return kept;
  const fresh = new ArrayBuffer(Math.ceil((bytes * 1.25) / 8) * 8);
  buffers.set(name, fresh);
  return fresh;
}
