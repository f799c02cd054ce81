import { GraphBuilder } from "../../harness/base/onnx/graph-builder.ts";
import { encodeModel, graphProto, valueInfo } from "../../harness/base/onnx/proto.ts";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
import {
  blockInputs,
  lastFactorName,
  missedNames,
  rescaleName,
  type ScannedInput,
  slotName,
  stateNames,
  TABLE,
  type TrainingPlan,
} from "./training-plan.ts";
import { type ScanOutputs, scanBlocks, scanSteps } from "./training-scans.ts";

export interface TrainingGraph {
  readonly bytes: Uint8Array;
  /** Names of the parameters and slots after the last step, in the order of `stateNames`, and of the logits of all steps. */
  readonly outputs: ScanOutputs;
}

/**
 * Hundreds of training steps as one graph: the step is the body of a Scan whose state is the parameter table and the
 * optimizer's slots, so that one call of the runtime trains a whole chunk. A step's inputs are [steps, ...], or
 * [blocks, steps, ...] if steps run in blocks.
 */
export function buildTrainingGraph(plan: TrainingPlan): TrainingGraph {
  const { optimizer, spec, batchSize } = plan.setup;
  const graph = new GraphBuilder();
  const state = [TABLE, ...optimizer.slots.map((slot) => graph.node("Mul", [slotName(slot), rescaleName(slot)]))];
  const outputs = plan.missedFactors === null ? scanSteps(graph, plan, state) : scanBlocks(graph, plan, state);
  const layout = tableLayout(spec);
  const tables = (names: readonly string[]) =>
    names.map((name) => valueInfo(name, "float32", [layout.rows, layout.columns]));
  const steps = plan.missedFactors === null ? ["steps"] : ["blocks", "steps"];
  const scanned = (inputs: readonly ScannedInput[], loops: readonly string[]) =>
    inputs.map(({ name, type, dims }) => valueInfo(name, type, [...loops, ...dims]));
  const model = graphProto({
    name: "training",
    nodes: graph.nodes,
    inputs: [
      ...tables(stateNames(optimizer)),
      ...optimizer.slots.map((slot) => valueInfo(rescaleName(slot), "float32", [1])),
      ...scanned(blockInputs(plan), ["blocks"]),
      ...missedNames(plan, lastFactorName).map((name) => valueInfo(name, "float32", [layout.rows, 1])),
      ...scanned(plan.stepInputs, steps),
    ],
    outputs: [
      ...tables(outputs.state),
      valueInfo(outputs.logits, "float32", [...steps, batchSize, outputCountOf(spec.classes)]),
    ],
    initializers: graph.initializers,
  });
  return { bytes: encodeModel(model), outputs };
}
