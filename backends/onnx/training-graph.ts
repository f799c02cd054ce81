import { outputUnits } from "../../harness/training/network.ts";
import { tableLayout } from "../../harness/training/parameter-table.ts";
import { matrixPooling, type Pooling, pairPooling } from "../../harness/training/pooling.ts";
import { buildStep } from "../../harness/training/step.ts";
import type { TrainerSetup } from "../../harness/training/trainer.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { onnxOps } from "./ops.ts";
import { type Dimension, encodeModel, graphProto, nodeProto, valueInfo } from "./proto.ts";

/** How a batch's means enter the step: as a matrix [batch, unique] or as a list of (text, row, share). */
export type PoolingForm = "matrix" | "pairs";

/**
 * Entries of the matrix for each pair of the list above which the list is faster: the matrix costs batch x unique
 * words, the list only what the texts hold.
 */
const ENTRIES_A_PAIR = 36;

/**
 * The form for a training. More than one thread takes the matrix whatever its size: ONNX Runtime's ScatterND with
 * reduction "add" runs in parallel without atomics on the CPU, and loses updates where an id stands twice.
 */
export function poolingForm({
  batchSize,
  threads,
  typical,
}: Pick<TrainerSetup, "batchSize" | "threads" | "typical">): PoolingForm {
  if (threads > 1) return "matrix";
  return batchSize * typical.unique > ENTRIES_A_PAIR * typical.pairs ? "pairs" : "matrix";
}

/** A value that the graph takes in a slice a step, [steps, ...dims] in all. */
export interface StepInput {
  readonly name: string;
  readonly type: "float32" | "int64";
  readonly dims: readonly Dimension[];
}

export interface TrainingGraph {
  readonly bytes: Uint8Array;
  readonly form: PoolingForm;
  readonly stepInputs: readonly StepInput[];
}

export const TABLE = "table";
export const LOGITS = "logits";
export const slotName = (slot: string) => `slot.${slot}`;
export const rescaleName = (slot: string) => `rescale.${slot}`;
export const scalarName = (scalar: string) => `scalar.${scalar}`;
export const columnName = (ids: string) => `${ids}.column`;
export const nextName = (state: string) => `${state}.next`;

/**
 * Some hundreds of training steps as one graph: the step is the body of a Scan whose state is the parameter table and
 * the optimizer's slots, so that one call of the runtime trains a whole chunk.
 */
export function buildTrainingGraph(setup: TrainerSetup): TrainingGraph {
  const { spec, optimizer, batchSize } = setup;
  const layout = tableLayout(spec);
  const form = poolingForm(setup);
  const units = outputUnits(spec.classes);
  const scalarNames = Object.keys(optimizer.scalars({ stepInChunk: 1, stepsBefore: 0, learningRate: 1 }));
  const stepInputs = listStepInputs(form, batchSize, units, scalarNames.map(scalarName));
  const tableDims = [layout.rows, layout.columns];

  const body = new GraphBuilder();
  const inBody = (name: string) => `step.${name}`;
  const ops = onnxOps(body, columnName);
  const state = { table: inBody(TABLE), slots: mapNames(optimizer.slots, (slot) => inBody(slotName(slot))) };
  const result = buildStep(spec, optimizer)(ops, state, {
    rows: inBody("rows"),
    pooling: bodyPooling(form, batchSize, layout.columns, inBody),
    targets: inBody("targets"),
    textWeight: inBody("textWeight"),
    scalars: mapNames(scalarNames, (scalar) => inBody(scalarName(scalar))),
  });

  const stateNames = [TABLE, ...optimizer.slots.map(slotName)];
  const nextValues = [result.table, ...optimizer.slots.map((slot) => result.slots[slot]!)];
  const bodyGraph = graphProto({
    name: "step",
    nodes: body.nodes,
    inputs: [
      ...stateNames.map((name) => valueInfo(inBody(name), "float32", tableDims)),
      ...stepInputs.map(({ name, type, dims }) => valueInfo(inBody(name), type, dims)),
    ],
    outputs: [
      ...nextValues.map((name) => valueInfo(name, "float32", tableDims)),
      valueInfo(result.logits, "float32", [batchSize, units]),
    ],
  });

  const rescaled = optimizer.slots.map((slot) =>
    nodeProto("Mul", [slotName(slot), rescaleName(slot)], [`scaled.${slot}`]),
  );
  const scan = nodeProto(
    "Scan",
    [TABLE, ...optimizer.slots.map((slot) => `scaled.${slot}`), ...stepInputs.map(({ name }) => name)],
    [...stateNames.map(nextName), LOGITS],
    { body: bodyGraph, num_scan_inputs: BigInt(stepInputs.length) },
  );
  const graph = graphProto({
    name: "training",
    nodes: [...rescaled, scan],
    inputs: [
      ...stateNames.map((name) => valueInfo(name, "float32", tableDims)),
      ...optimizer.slots.map((slot) => valueInfo(rescaleName(slot), "float32", [1])),
      ...stepInputs.map(({ name, type, dims }) => valueInfo(name, type, ["steps", ...dims])),
    ],
    outputs: [
      ...stateNames.map((name) => valueInfo(nextName(name), "float32", tableDims)),
      valueInfo(LOGITS, "float32", ["steps", batchSize, units]),
    ],
    initializers: body.initializers,
  });
  return { bytes: encodeModel(graph), form, stepInputs };
}

function listStepInputs(form: PoolingForm, batch: number, units: number, scalars: readonly string[]): StepInput[] {
  const ids = (name: string, size: string): StepInput[] => [
    { name, type: "int64", dims: [size] },
    { name: columnName(name), type: "int64", dims: [size, 1] },
  ];
  const float = (name: string, ...dims: Dimension[]): StepInput => ({ name, type: "float32", dims });
  const pooling =
    form === "matrix"
      ? [float("shares", batch, "unique")]
      : [...ids("pairText", "pairs"), ...ids("pairRow", "pairs"), float("pairShare", "pairs", 1)];
  return [
    ...ids("rows", "touched"),
    ...pooling,
    float("targets", batch, units),
    float("textWeight", batch, 1),
    ...scalars.map((name) => float(name, 1)),
  ];
}

function bodyPooling(
  form: PoolingForm,
  batch: number,
  columns: number,
  inBody: (name: string) => string,
): Pooling<string> {
  if (form === "matrix") return matrixPooling(inBody("shares"));
  const pairs = { text: inBody("pairText"), row: inBody("pairRow"), share: inBody("pairShare") };
  return pairPooling(pairs, { batch, columns });
}

function mapNames(names: readonly string[], value: (name: string) => string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}
