import { createRequire } from "node:module";
import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../harness/base/errors.ts";
import { gpuName } from "../../harness/base/nvidia-smi.io.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import type { Backend } from "../../harness/contract/index.ts";
import { refuseThreads } from "../one-thread.ts";
import { loadNativeBinding, type NativeBinding, type TfjsNodePackage } from "./native-binding.ts";
import { activateEngine, type TfjsRuntime } from "./runtime.ts";
import { openTfjsSession } from "./session.ts";
import { computingThreads, threadTimes } from "./thread-times.ts";
import { openTfjsTrainer } from "./trainer.ts";

export interface TfjsNode {
  /** The backend's name in a matrix. */
  readonly name: string;
  readonly packageName: TfjsNodePackage;
  readonly usesGpu: boolean;
  readonly needs: string;
}

type Start = { readonly ok: true; readonly runtime: TfjsRuntime } | { readonly ok: false; readonly reason: string };

/** The name under which both packages register their backend with TF.js. */
const ENGINE = "tensorflow";

/** A backend on TensorFlow's own kernels, through one of the two tfjs-node packages. */
export function tfjsNodeBackend(kind: TfjsNode): Backend & Required<Pick<Backend, "openTrainer">> {
  const { name, usesGpu, needs } = kind;
  let starting: Promise<Start> | null = null;
  // Once per process: TensorFlow's threads can be identified only while it loads.
  const start = (): Promise<Start> => {
    starting ??= startTensorflow(kind).catch((error: Error) => ({ ok: false, reason: error.message }));
    return starting;
  };
  const running = async (threads: number): Promise<TfjsRuntime> => {
    refuseThreads(name, threads);
    const result = await start();
    if (!result.ok) throw new BackendError(name, result.reason);
    return result.runtime;
  };
  return {
    name,
    provider: `tfjs ${ENGINE} ${usesGpu ? "gpu" : "cpu"}`,
    usesGpu,
    needs,
    probe: async () => {
      const result = await start();
      if (!result.ok) return result;
      const { device, library } = result.runtime;
      return { ok: true, device, library };
    },
    openTrainer: async (setup) => openTfjsTrainer(name, await running(setup.threads), setup),
    open: async (modelOnnx, { threads, inputForm = "distinct" }) =>
      openTfjsSession(name, modelFormat.read(modelOnnx), await running(threads), inputForm),
    openTfjsGraph: async (graph, { threads }) => {
      const { openTfjsGraph } = await import("./graph-session.ts");
      return openTfjsGraph(name, await running(threads), graph);
    },
  };
}

async function startTensorflow({ name, packageName, usesGpu }: TfjsNode): Promise<Start> {
  const threadsBefore = threadTimes();
  const loaded = loadNativeBinding(packageName);
  if (!loaded.ok) return loaded;
  const { binding, packageVersion } = loaded;
  const tensorflow = `TensorFlow ${binding.TF_Version}`;
  if (usesGpu && !binding.isUsingGpuDevice()) {
    return { ok: false, reason: `${packageName} loaded ${tensorflow}, but TensorFlow opened no GPU` };
  }
  if (!usesGpu && binding.isUsingGpuDevice()) {
    return {
      ok: false,
      reason: `${tensorflow} opened a GPU: set CUDA_VISIBLE_DEVICES=-1, or use the backend cuda`,
    };
  }
  createRequire(import.meta.url)(packageName);
  return {
    ok: true,
    runtime: {
      device: usesGpu ? ((await gpuName()) ?? "gpu") : "cpu",
      library: `${packageName} ${packageVersion}, ${tensorflow}`,
      activate: () => activateEngine(name, ENGINE),
      provider: () => {
        // Backends other than the tfjs-node packages' have no such method, and no device in their name.
        const { binding: active } = tf.backend() as { binding?: NativeBinding };
        const device = active === undefined ? "" : active.isUsingGpuDevice() ? " gpu" : " cpu";
        return `tfjs ${tf.getBackend()}${device}`;
      },
      // A GPU's driver has threads of its own that compute nothing.
      threadsDuring: usesGpu ? () => null : (work) => tensorflowThreads(threadsBefore, work),
    },
  };
}

/** Counts the calling thread and TensorFlow's threads that compute, by the CPU time that the kernel reports for each. */
function tensorflowThreads(threadsBeforeLoad: ReadonlyMap<string, number> | null, work: () => void): number | null {
  const before = threadTimes();
  work();
  const after = threadTimes();
  if (threadsBeforeLoad === null || before === null || after === null) return null;
  const library = [...after.keys()].filter((id) => !threadsBeforeLoad.has(id));
  return computingThreads(before, after, { library, caller: String(process.pid) });
}
