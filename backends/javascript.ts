import { BackendError } from "../harness/base/errors.ts";
import { mapValues } from "../harness/base/map-values.ts";
import { modelFormat } from "../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../harness/classifier/quantizations/registry.ts";
import { tableLayout } from "../harness/classifier/training/parameter-table.ts";
import { type PlainTensor, plainOps, plainTensor } from "../harness/classifier/training/plain-ops.ts";
import { pairPooling } from "../harness/classifier/training/pooling.ts";
import { predictPlain } from "../harness/classifier/training/predict.ts";
import { buildGradient, extraShape, type StepInputs, stepExtras } from "../harness/classifier/training/step.ts";
import { ANCHOR_SLOT } from "../harness/classifier/training/together/proximal-optimizer.ts";
import type { Backend } from "../harness/contract/index.ts";
import { outputCountOf } from "../harness/contract/model-sizes.ts";
import {
  initialSlots,
  type StepBatch,
  type StepExtra,
  type Trainer,
  type TrainerSetup,
} from "../harness/contract/trainer.ts";
import { averagedWeights } from "./javascript/average-weights.ts";
import { gradientOfAll, shareOfBatch } from "./javascript/share-of-batch.ts";
import { refuseThreads } from "./one-thread.ts";

const NAME = "javascript";
const PROVIDER = "plain javascript";
const LIBRARY = `node ${process.version.slice(1)}`;

/** Known without a measurement: there is no runtime that could have chosen another device. */
const EXECUTED = { device: "cpu", provider: PROVIDER, kernelPrecision: "float64", threads: 1, library: LIBRARY };

/** The step in float64 and plain loops: slow, but the reference that other runtimes are compared with. */
export function openPlainTrainer(setup: TrainerSetup): Trainer {
  const { spec, optimizer, batchSize, table: initial, workers } = setup;
  const layout = tableLayout(spec);
  const gradientOf = buildGradient(setup);
  const extras = stepExtras(setup);
  if (workers !== undefined) refuseWholeBatches(setup, extras);
  const dims = [layout.rows, layout.columns];
  let table = plainTensor(dims, initial);
  let slots: Record<string, PlainTensor> = mapValues(initialSlots(setup), (slot) => plainTensor(dims, slot));
  const dense = Array.from({ length: layout.denseRows }, (_, row) => layout.denseStart + row);
  const ids = (values: ArrayLike<number>) => plainTensor([values.length], values);
  const scalar = (value: number) => plainTensor([1], [value]);
  const timed = workers?.timed ?? ((_, work) => work());
  const sharing = workers?.exchange.of === "gradients" ? workers : null;
  const averaging =
    workers?.exchange.of !== "weights"
      ? null
      : averagedWeights(workers, workers.exchange, {
          read: () => table.data,
          write: (data) => {
            table = { shape: dims, data };
            if (ANCHOR_SLOT in slots) slots = { ...slots, [ANCHOR_SLOT]: table };
          },
        });
  const inputsOf = (batch: StepBatch, texts: number): Omit<StepInputs<PlainTensor>, "scalars"> => {
    const share = plainTensor([batch.pairWeight.length, 1], batch.pairWeight);
    const pairs = { text: ids(batch.pairText), row: ids(batch.pairRow), share };
    return {
      rows: ids([...dense, ...batch.rows]),
      pooling: pairPooling(pairs, { batch: texts, columns: layout.columns }),
      targets: plainTensor([texts, outputCountOf(spec.classes)], batch.targets),
      textWeight: plainTensor([texts, 1], batch.textWeight),
      extras: Object.fromEntries(
        extras.map(({ name, dims }) => [name, plainTensor(extraShape(dims, batch.rows.length), batch.extras[name]!)]),
      ),
    };
  };
  const gradientOn = (batch: StepBatch, texts: number) => {
    const inputs = inputsOf(batch, texts);
    return { rows: inputs.rows, ...gradientOf(plainOps, table, inputs) };
  };
  const gradientFor = async (batch: StepBatch) => {
    if (sharing === null) return timed("gradient", () => gradientOn(batch, batchSize));
    const own = timed("gradient", () => {
      const share = shareOfBatch(batch, sharing);
      return gradientOn(share, share.textWeight.length);
    });
    return { ...own, ...(await gradientOfAll(own, batch, sharing)) };
  };
  return {
    maxStepsInCall: Number.POSITIVE_INFINITY,
    run: async ({ batches, scalars, rescale }) => {
      slots = Object.fromEntries(
        Object.entries(slots).map(([name, slot]) => [name, plainOps.mul(slot, scalar(rescale[name]!))]),
      );
      const logits: number[] = [];
      for (const [index, batch] of batches.entries()) {
        const { rows, gradient, logits: outputs } = await gradientFor(batch);
        const group = { weight: table, slots, gradient, rows };
        const ofStep = mapValues(scalars, (values) => scalar(values[index]!));
        const updated = timed("update", () => optimizer.update(plainOps, group, ofStep));
        table = updated.weight;
        slots = { ...updated.slots };
        for (const output of outputs.data) logits.push(output);
        await averaging?.afterStep();
      }
      return Float32Array.from(logits);
    },
    ...(averaging === null ? {} : { endEpoch: averaging.endEpoch }),
    readTable: async () => Float32Array.from(table.data),
    writeSlot: async (name, values) => {
      slots = { ...slots, [name]: plainTensor(dims, values) };
    },
    prove: async () => EXECUTED,
    close: async () => undefined,
  };
}

/** What a layer or a technique computes of a whole batch is another for a share of it. */
function refuseWholeBatches({ spec, variant }: TrainerSetup, extras: readonly StepExtra[]): void {
  if (!spec.batchNorm && extras.length === 0 && Object.keys(variant ?? {}).length === 0) return;
  throw new BackendError(
    NAME,
    "several workers train without batch normalization, dropout and techniques that change the training; take them out, or train with one worker",
  );
}

/** Loops over typed arrays in this process, without any library. */
export const javascript: Backend = {
  name: NAME,
  provider: PROVIDER,
  usesGpu: false,
  needs: "nothing",
  trainsTogether: true,
  probe: async () => ({ ok: true, device: "cpu", library: LIBRARY }),
  openTrainer: async (setup) => {
    refuseThreads(NAME, setup.threads);
    return openPlainTrainer(setup);
  },
  open: async (modelOnnx, { threads, inputForm = "distinct" }) => {
    refuseThreads(NAME, threads);
    const { spec, weights } = modelFormat.read(modelOnnx);
    const floats = new Map([...weights].map(([name, tensor]) => [name, dequantize(tensor)]));
    let closed = false;
    return {
      spec,
      predict: async (batch) => {
        if (closed) throw new BackendError(NAME, "the session is closed");
        return batch.rows === 0 ? new Float32Array(0) : Float32Array.from(predictPlain(spec, floats, batch));
      },
      prove: async () => ({ ...EXECUTED, inputForm }),
      close: async () => {
        closed = true;
      },
    };
  },
};
