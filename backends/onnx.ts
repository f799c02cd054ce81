import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { removeUnfinished } from "../harness/artifacts.io.ts";
import type { Backend, ExecutionProof } from "../harness/contract.ts";
import { BackendError } from "../harness/errors.ts";
import { modelFormat } from "./onnx/model-format.ts";
import { kernelPrecision, kernelRuns, providersOf } from "./onnx/profile.ts";
import { buildServingGraph, type InputForm } from "./onnx/serving-graph.ts";
import { onnxSession } from "./onnx/session.ts";
import { openOnnxTrainer } from "./onnx/trainer.ts";

const NAME = "onnx";
const library = `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`;

function sessionOptions(threads: number): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    // Gradients of rare words shrink into denormals, which cost a hundred times a normal number.
    extra: { session: { set_denormal_as_zero: "1" } },
  };
}

async function createSession(model: Uint8Array, threads: number): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(model, sessionOptions(threads));
  } catch (cause) {
    throw new BackendError(NAME, `ONNX Runtime refused the model: ${(cause as Error).message}`, { cause });
  }
}

/** Where profiles are written; what killed processes left there is removed. */
const PROFILES = join(tmpdir(), "pricewar-profiles");

/** Runs the model once more with the profiler on, which slows it several times: never inside a timing. */
async function proveExecution(
  graph: Uint8Array,
  feeds: ort.InferenceSession.FeedsType,
  options: ort.InferenceSession.SessionOptions,
  inputForm: InputForm,
): Promise<ExecutionProof> {
  const folder = join(PROFILES, `${randomUUID()}.${process.pid}.tmp`);
  await mkdir(folder, { recursive: true });
  await removeUnfinished(PROFILES);
  try {
    const threadsBefore = await threadCount();
    const profiled = { ...options, enableProfiling: true, profileFilePrefix: join(folder, "profile") };
    const session = await ort.InferenceSession.create(graph, profiled);
    try {
      const threadsAfter = await threadCount();
      await session.run(feeds);
      session.endProfiling();
      const [file] = await readdir(folder);
      if (file === undefined) throw new BackendError(NAME, "ONNX Runtime wrote no profile, so nothing proves what ran");
      const runs = kernelRuns(await readFile(join(folder, file), "utf8"));
      return {
        device: "cpu",
        provider: providersOf(runs),
        kernelPrecision: kernelPrecision(runs),
        // A session computes on the calling thread and starts the others of its pool.
        threads: threadsBefore === null || threadsAfter === null ? null : 1 + threadsAfter - threadsBefore,
        inputForm,
        library,
      };
    } finally {
      await session.release();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Threads of this process, from the kernel; null where it does not tell. */
async function threadCount(): Promise<number | null> {
  const tasks = await readdir("/proc/self/task").catch(() => null);
  return tasks === null ? null : tasks.length;
}

/** ONNX Runtime on the CPU: trains through a Scan graph, serves exported files. */
export const onnx: Backend = {
  name: NAME,
  provider: "CPUExecutionProvider",
  probe: async () => ({ ok: true, device: "cpu", library }),
  openTrainer: (setup) =>
    openOnnxTrainer(setup, {
      createSession,
      Tensor: ort.Tensor,
    }),
  open: async (modelOnnx, { threads, inputForm = "distinct" }) => {
    const weights = modelFormat.read(modelOnnx);
    const graph = inputForm === "padded" ? modelOnnx : buildServingGraph(weights, "distinct");
    const session = await createSession(graph, threads);
    return onnxSession({
      backend: NAME,
      spec: weights.spec,
      form: inputForm,
      session,
      Tensor: ort.Tensor,
      prove: (feeds) => proveExecution(graph, feeds, sessionOptions(threads), inputForm),
    });
  },
};
