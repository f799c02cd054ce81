import type { GraphProto } from "onnx-buf";
import { GraphBuilder } from "../../harness/base/onnx/graph-builder.ts";
import { type Dimension, graphProto, valueInfo } from "../../harness/base/onnx/proto.ts";
import { onnxOps } from "../../harness/classifier/model-file/onnx-ops.ts";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { matrixPooling, type Pooling, pairPooling } from "../../harness/classifier/training/pooling.ts";
import { buildStep } from "../../harness/classifier/training/step.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
import {
  BLOCK_ROWS,
  blockFactorName,
  blockInputs,
  columnName,
  extraName,
  lastFactorName,
  missedNames,
  scalarName,
  slotName,
  stateNames,
  TABLE,
  type TrainingPlan,
} from "./training-plan.ts";

export interface ScanOutputs {
  /** Table and slots, in the order of `stateNames`. */
  readonly state: readonly string[];
  readonly logits: string;
}

/** Where a loop over steps runs. */
interface ScanContext {
  /** Rows of the tables. */
  readonly rows: Dimension;
  /** Name of a step's input in the surrounding graph. */
  readonly inputOf: (name: string) => string;
}

/** Runs steps one after the other, over whole tables unless `context` says otherwise. */
export function scanSteps(
  graph: GraphBuilder,
  plan: TrainingPlan,
  state: readonly string[],
  context: ScanContext = { rows: tableLayout(plan.setup.spec).rows, inputOf: (name) => name },
): ScanOutputs {
  const body = stepBody(graph, plan, context.rows);
  const scanned = plan.stepInputs.map(({ name }) => context.inputOf(name));
  const outputs = graph.scan(state, scanned, body);
  return { state: outputs.slice(0, -1), logits: outputs.at(-1)! };
}

function stepBody(
  graph: GraphBuilder,
  { setup, form, scalars, extras, stepInputs }: TrainingPlan,
  rows: Dimension,
): GraphProto {
  const { spec, optimizer, batchSize } = setup;
  const body = new GraphBuilder(graph);
  const inBody = (name: string) => `step.${name}`;
  const state = {
    table: inBody(TABLE),
    slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, inBody(slotName(slot))])),
  };
  const result = buildStep(setup)(onnxOps(body, columnName), state, {
    rows: inBody("rows"),
    pooling: bodyPooling(form, { batch: batchSize, columns: spec.embedding }, inBody),
    targets: inBody("targets"),
    textWeight: inBody("textWeight"),
    scalars: Object.fromEntries(scalars.map((scalar) => [scalar, inBody(scalarName(scalar))])),
    extras: Object.fromEntries(extras.map(({ name }) => [name, inBody(extraName(name))])),
  });
  const tables = (names: readonly string[]) => names.map((name) => valueInfo(name, "float32", [rows, spec.embedding]));
  const nextSlots = optimizer.slots.map((slot) => {
    const next = result.slots[slot]!;
    // Outputs need names of their own, even for a slot that the step leaves unchanged.
    return next === state.slots[slot] ? body.node("Identity", [next]) : next;
  });
  return graphProto({
    name: "step",
    nodes: body.nodes,
    inputs: [
      ...tables(stateNames(optimizer).map(inBody)),
      ...stepInputs.map(({ name, type, dims }) => valueInfo(inBody(name), type, dims)),
    ],
    outputs: [
      ...tables([result.table, ...nextSlots]),
      valueInfo(result.logits, "float32", [batchSize, outputCountOf(spec.classes)]),
    ],
  });
}

function bodyPooling(
  form: TrainingPlan["form"],
  means: { readonly batch: number; readonly columns: number },
  inBody: (name: string) => string,
): Pooling<string> {
  if (form === "matrix") return matrixPooling(inBody("shares"));
  return pairPooling({ text: inBody("pairText"), row: inBody("pairRow"), share: inBody("pairShare") }, means);
}

/**
 * Runs steps in blocks. A block copies the rows that its steps touch out of the tables, catches them up, runs its steps
 * on them alone and writes them back; all other rows wait until a block needs them, or until the end of the call. The
 * cost of a step then depends on its block's rows, not on the size of the vocabulary.
 */
export function scanBlocks(graph: GraphBuilder, plan: TrainingPlan, state: readonly string[]): ScanOutputs {
  const { spec, optimizer, batchSize } = plan.setup;
  const layout = tableLayout(spec);
  const inBlock = (name: string) => `in.${name}`;
  const body = new GraphBuilder(graph);
  const whole = stateNames(optimizer).map(inBlock);
  const picked = whole.map((table) => body.node("Gather", [table, inBlock(BLOCK_ROWS)], { axis: 0n }));
  const current = catchUp(body, plan, picked, missedNames(plan, blockFactorName).map(inBlock));
  const steps = scanSteps(body, plan, current, { rows: "blockRows", inputOf: inBlock });
  const next = steps.state.map((rows, index) =>
    body.node("ScatterND", [whole[index]!, inBlock(columnName(BLOCK_ROWS)), rows]),
  );
  const tables = (names: readonly string[]) =>
    names.map((name) => valueInfo(name, "float32", [layout.rows, layout.columns]));
  const scanned = [
    ...blockInputs(plan),
    ...plan.stepInputs.map(({ name, type, dims }) => ({ name, type, dims: ["steps", ...dims] })),
  ];
  const bodyGraph = graphProto({
    name: "block",
    nodes: body.nodes,
    inputs: [...tables(whole), ...scanned.map(({ name, type, dims }) => valueInfo(inBlock(name), type, dims))],
    outputs: [...tables(next), valueInfo(steps.logits, "float32", ["steps", batchSize, outputCountOf(spec.classes)])],
  });
  const outputs = graph.scan(
    state,
    scanned.map(({ name }) => name),
    bodyGraph,
  );
  const last = catchUp(graph, plan, outputs.slice(0, -1), missedNames(plan, lastFactorName));
  return { state: last, logits: outputs.at(-1)! };
}

/** Adds what rows of the table and slots have missed. @param factors each [rows, 1] */
function catchUp(
  graph: GraphBuilder,
  { setup: { optimizer } }: TrainingPlan,
  [table, ...slots]: readonly string[],
  factors: readonly string[],
): string[] {
  const rows = {
    weight: table!,
    slots: Object.fromEntries(optimizer.slots.map((slot, index) => [slot, slots[index]!])),
  };
  return [optimizer.missed!.apply(onnxOps(graph, columnName), rows, factors), ...slots];
}
