import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { BackendError } from "../../harness/base/errors.ts";
import { removeUnfinished } from "../../harness/base/folders.io.ts";
import { ownTemporary } from "../../harness/base/own-temporary.io.ts";
import { unfinishedName } from "../../harness/base/unfinished.io.ts";
import { kernelRuns } from "./profile.ts";
import { type OnnxBackend, type OnnxRuntime, onnxBackend, type ProofRun } from "./runtime.ts";

export interface NodeProvider {
  /** The backend's name in a matrix. */
  readonly name: string;
  /** The provider's name in ONNX Runtime's session options. */
  readonly id: "cpu" | "cuda" | "webgpu";
  /** The provider's name in a profile. */
  readonly provider: string;
  readonly device: string;
  readonly usesGpu: boolean;
  readonly needs: string;
}

// Its packages send usage to their maker since 1.29, on threads of their own, and keep a database that names each model; not so in CI. What
// is measured must be the same everywhere, and nobody's models are anybody else's business. It is read when the first session is made.
process.env.ORT_DISABLE_TELEMETRY ??= "1";
// A provider that cannot load throws an exception; the log would repeat it in color on stderr.
ort.env.logLevel = "fatal";

const SESSION = {
  // Gradients of rare words shrink into denormals, which are a hundred times as slow as normal numbers.
  set_denormal_as_zero: "1",
  // By default, weights that a graph stores in 4 or 8 bits have the inputs of their product rounded to 8 bits, too, which the graph
  // does not say and WebAssembly does not do: findings/onnxruntime-stored-weights-round-activations.sh.
  qdq_matmulnbits_accuracy_level: "1",
};

/** A backend on one execution provider of onnxruntime-node, with no provider to fall back on. */
export function onnxNodeBackend({ id, ...backend }: NodeProvider): OnnxBackend {
  const runtime: OnnxRuntime = {
    ...backend,
    library: `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`,
    factory: ort.InferenceSession,
    Tensor: ort.Tensor,
    sessionOptions: (threads) => ({
      executionProviders: [id],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      extra: { session: SESSION },
    }),
    // CUDA computes in float whatever is asked for.
    roundsInputs: id !== "cuda",
    prove: (run) => proveByProfile(backend.name, run),
  };
  return onnxBackend(runtime);
}

/** Runs the model once more under the profiler, which slows it down several times: never call it while timing. */
async function proveByProfile(backend: string, { graph, feeds, options }: ProofRun) {
  // Leftovers of killed processes are removed from it.
  const profiles = await ownTemporary("pricewar-profiles");
  await removeUnfinished(profiles);
  const folder = await unfinishedName(join(profiles, randomUUID()), "tmp");
  await mkdir(folder);
  try {
    const threadsBefore = await threadCount();
    const profiled = { ...options, enableProfiling: true, profileFilePrefix: join(folder, "profile") };
    const session = await ort.InferenceSession.create(graph, profiled);
    try {
      const threadsAfter = await threadCount();
      await session.run(feeds);
      session.endProfiling();
      const [file] = await readdir(folder);
      if (file === undefined)
        throw new BackendError(backend, "ONNX Runtime wrote no profile, so there is no proof of what ran");
      const runs = kernelRuns(await readFile(join(folder, file), "utf8"));
      const threads = threadsBefore === null || threadsAfter === null ? null : threadsOf(threadsAfter - threadsBefore);
      return { runs, threads };
    } finally {
      await session.release();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A session computes on the calling thread and starts the other threads of its pool. Null if meanwhile a thread ended that
 * has nothing to do with it, such as one of an earlier session, since nothing is known then.
 */
function threadsOf(started: number): number | null {
  return started < 0 ? null : 1 + started;
}

/** Threads of this process according to the kernel; null if it does not report them. */
async function threadCount(): Promise<number | null> {
  const tasks = await readdir("/proc/self/task").catch(() => null);
  return tasks === null ? null : tasks.length;
}
