import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-common";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import type { TrainingProof } from "../../harness/contract/index.ts";
import { initialSlots, type Trainer, type TrainerSetup } from "../../harness/contract/trainer.ts";
import { createFeeder } from "./feeder.ts";
import { joined } from "./feeds.ts";
import { cutIntoCalls, STEPS_PER_BLOCK, sliceChunk, wholeCall } from "./step-blocks.ts";
import { buildTrainingGraph } from "./training-graph.ts";
import { planTraining, slotName, stateNames, TABLE } from "./training-plan.ts";

/** The parts of an ONNX Runtime package that a trainer needs; onnxruntime-node and -web both have them. */
export interface OnnxTraining {
  readonly createSession: (model: Uint8Array, threads: number) => Promise<InferenceSession>;
  readonly Tensor: TensorConstructor;
  /** On a GPU the cost of a step depends on its number of kernels, not on how many rows they visit. */
  readonly usesGpu: boolean;
  /** Runs a graph once under the profiler. */
  readonly prove: (graph: Uint8Array, feeds: InferenceSession.FeedsType) => Promise<TrainingProof>;
}

/** About the most bytes of pooling inputs per call; more would not fit the processor's caches and would fill memory. */
const INPUT_BYTES_PER_CALL = 32e6;

/** The fewest that show every kernel; a profile lists every kernel of every step. */
const PROOF_STEPS = 2;

/** Trains with one graph: parameters and optimizer state stay in the runtime's own output tensors. */
export async function openOnnxTrainer(setup: TrainerSetup, runtime: OnnxTraining): Promise<Trainer> {
  const plan = planTraining(setup, { mayBlock: !runtime.usesGpu });
  const { bytes, outputs } = buildTrainingGraph(plan);
  const session = await runtime.createSession(bytes, setup.threads);
  const layout = tableLayout(setup.spec);
  const dims = [layout.rows, layout.columns];
  const feed = createFeeder(plan, runtime.Tensor);
  const names = stateNames(setup.optimizer);
  const initial = [setup.table.slice(), ...Object.values(initialSlots(setup))];
  let state: Record<string, Tensor> = Object.fromEntries(
    names.map((name, index) => [name, new runtime.Tensor("float32", initial[index]!, dims)]),
  );
  const bytesPerStep = plan.form === "matrix" ? setup.batchSize * setup.typical.unique * 4 : setup.typical.pairs * 20;
  return {
    maxStepsInCall: Math.max(1, Math.floor(INPUT_BYTES_PER_CALL / bytesPerStep)),
    run: async (chunk) => {
      const logits: Float32Array[] = [];
      for (const call of plan.missedFactors === null ? [wholeCall(chunk)] : cutIntoCalls(chunk, STEPS_PER_BLOCK)) {
        const results = await session.run({ ...state, ...feed(call) });
        state = Object.fromEntries(names.map((name, index) => [name, results[outputs.state[index]!]!]));
        logits.push(results[outputs.logits]!.data as Float32Array);
      }
      return logits.length === 1 ? logits[0]! : joined(logits);
    },
    prove: (chunk) => runtime.prove(bytes, { ...state, ...feed(wholeCall(sliceChunk(chunk, 0, PROOF_STEPS))) }),
    readTable: async () => state[TABLE]!.data as Float32Array,
    writeSlot: async (name, values) => {
      state = { ...state, [slotName(name)]: new runtime.Tensor("float32", values.slice(), dims) };
    },
    close: async () => session.release(),
  };
}
