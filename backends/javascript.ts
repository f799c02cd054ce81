import { BackendError } from "../harness/base/errors.ts";
import { mapValues } from "../harness/base/map-values.ts";
import { modelFormat } from "../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../harness/classifier/quantizations/registry.ts";
import { tableLayout } from "../harness/classifier/training/parameter-table.ts";
import { type PlainTensor, plainOps, plainTensor } from "../harness/classifier/training/plain-ops.ts";
import { pairPooling } from "../harness/classifier/training/pooling.ts";
import { predictPlain } from "../harness/classifier/training/predict.ts";
import { buildStep, extraShape, stepExtras } from "../harness/classifier/training/step.ts";
import type { Backend } from "../harness/contract/index.ts";
import { initialSlots, type Trainer, type TrainerSetup } from "../harness/contract/trainer.ts";
import { refuseThreads } from "./one-thread.ts";

const NAME = "javascript";
const PROVIDER = "plain javascript";
const LIBRARY = `node ${process.version.slice(1)}`;

/** Known without a measurement: there is no runtime that could have chosen another device. */
const EXECUTED = { device: "cpu", provider: PROVIDER, kernelPrecision: "float64", threads: 1, library: LIBRARY };

/** The step in float64 and plain loops: slow, but the reference that other runtimes are compared with. */
export function openPlainTrainer(setup: TrainerSetup): Trainer {
  const { spec, batchSize, table: initial } = setup;
  const layout = tableLayout(spec);
  const step = buildStep(setup);
  const extras = stepExtras(setup);
  const dims = [layout.rows, layout.columns];
  let table = plainTensor(dims, initial);
  let slots: Record<string, PlainTensor> = mapValues(initialSlots(setup), (slot) => plainTensor(dims, slot));
  const dense = Array.from({ length: layout.denseRows }, (_, row) => layout.denseStart + row);
  const ids = (values: ArrayLike<number>) => plainTensor([values.length], values);
  const scalar = (value: number) => plainTensor([1], [value]);
  return {
    maxStepsInCall: Number.POSITIVE_INFINITY,
    run: async ({ batches, scalars, rescale }) => {
      slots = Object.fromEntries(
        Object.entries(slots).map(([name, slot]) => [name, plainOps.mul(slot, scalar(rescale[name]!))]),
      );
      const logits = batches.flatMap((batch, index) => {
        const share = plainTensor([batch.pairWeight.length, 1], batch.pairWeight);
        const pairs = { text: ids(batch.pairText), row: ids(batch.pairRow), share };
        const inputs = {
          rows: ids([...dense, ...batch.rows]),
          pooling: pairPooling(pairs, { batch: batchSize, columns: layout.columns }),
          targets: plainTensor([batchSize, batch.targets.length / batchSize], batch.targets),
          textWeight: plainTensor([batchSize, 1], batch.textWeight),
          scalars: Object.fromEntries(Object.entries(scalars).map(([name, values]) => [name, scalar(values[index]!)])),
          extras: Object.fromEntries(
            extras.map(({ name, dims }) => [
              name,
              plainTensor(extraShape(dims, batch.rows.length), batch.extras[name]!),
            ]),
          ),
        };
        const next = step(plainOps, { table, slots }, inputs);
        table = next.table;
        slots = { ...next.slots };
        return [...next.logits.data];
      });
      return Float32Array.from(logits);
    },
    readTable: async () => Float32Array.from(table.data),
    writeSlot: async (name, values) => {
      slots = { ...slots, [name]: plainTensor(dims, values) };
    },
    prove: async () => EXECUTED,
    close: async () => undefined,
  };
}

/** Loops over typed arrays in this process, without any library. */
export const javascript: Backend = {
  name: NAME,
  provider: PROVIDER,
  usesGpu: false,
  needs: "nothing",
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
