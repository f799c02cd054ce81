import { mapValues } from "../harness/base/map-values.ts";
import { createRegistry } from "../harness/base/registry.ts";
import type { Backend } from "../harness/contract/index.ts";
import type { GraphKind } from "../harness/contract/model-source.ts";

export interface MostThreads {
  readonly train: number;
  readonly serve: number;
}

interface Entry {
  /** As the backend says of itself: to ask it, its library would have to be loaded, which sets up this process for it. */
  readonly usesGpu: boolean;
  /** The most threads that it takes, as it refuses more; any number if absent. */
  readonly mostThreads?: MostThreads;
  /** The graphs of others that it runs, as its functions say; none if absent. */
  readonly graphs?: readonly GraphKind[];
  /** Whether it trains with other processes, as it says of itself; no if absent. */
  readonly trainsTogether?: true;
  readonly load: () => Promise<Backend>;
}

const ONE_THREAD: MostThreads = { train: 1, serve: 1 };
const ANY_NUMBER: MostThreads = { train: Number.POSITIVE_INFINITY, serve: Number.POSITIVE_INFINITY };

const ENTRIES: Readonly<Record<string, Entry>> = {
  cuda: {
    usesGpu: true,
    mostThreads: ONE_THREAD,
    graphs: ["tfjs"],
    load: async () => (await import("./cuda.ts")).cuda,
  },
  tensorflow: {
    usesGpu: false,
    mostThreads: ONE_THREAD,
    graphs: ["tfjs"],
    load: async () => (await import("./tensorflow.ts")).tensorflow,
  },
  onnx: { usesGpu: false, graphs: ["onnx"], load: async () => (await import("./onnx.ts")).onnx },
  "onnx-cuda": { usesGpu: true, graphs: ["onnx"], load: async () => (await import("./onnx-cuda.ts")).onnxCuda },
  "onnx-webgpu": { usesGpu: true, graphs: ["onnx"], load: async () => (await import("./onnx-webgpu.ts")).onnxWebgpu },
  "onnx-wasm": {
    usesGpu: false,
    mostThreads: ONE_THREAD,
    graphs: ["onnx"],
    load: async () => (await import("./onnx-wasm.ts")).onnxWasm,
  },
  simd: { usesGpu: false, mostThreads: { train: 1, serve: 8 }, load: async () => (await import("./simd.ts")).simd },
  wasm: {
    usesGpu: false,
    mostThreads: ONE_THREAD,
    graphs: ["tfjs"],
    load: async () => (await import("./wasm.ts")).wasm,
  },
  javascript: {
    usesGpu: false,
    mostThreads: ONE_THREAD,
    trainsTogether: true,
    load: async () => (await import("./javascript.ts")).javascript,
  },
};

/** Every runtime by its name in a matrix. Loading one does not load another's native library. */
export const backends = createRegistry<Backend>(
  "backend",
  mapValues(ENTRIES, ({ load }) => load),
);

/** Whether a backend runs on a GPU, without loading it. */
export function usesGpu(backend: string): boolean {
  return Object.hasOwn(ENTRIES, backend) && ENTRIES[backend]!.usesGpu;
}

/** The most threads that a backend trains and serves on, without loading it. */
export function mostThreads(backend: string): MostThreads {
  return (Object.hasOwn(ENTRIES, backend) ? ENTRIES[backend]!.mostThreads : undefined) ?? ANY_NUMBER;
}

/** Whether several processes can train one model on a backend, without loading it. */
export function trainsTogether(backend: string): boolean {
  return Object.hasOwn(ENTRIES, backend) && ENTRIES[backend]!.trainsTogether === true;
}

/** The graphs that a backend runs besides those that pricewar writes, without loading it. */
export function graphsOf(backend: string): readonly GraphKind[] {
  return (Object.hasOwn(ENTRIES, backend) ? ENTRIES[backend]!.graphs : undefined) ?? [];
}
