import type { TfjsNodePackage } from "../../backends/tfjs/native-binding.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { unknownName } from "../../harness/base/registry.ts";

/** A backend whose native half is fetched on request. */
export interface SetupTarget {
  readonly backend: string;
  readonly packageName: TfjsNodePackage;
  /** What TensorFlow's archives call this form. */
  readonly form: "cpu" | "gpu";
  /** For the size to tell where no server tells it. */
  readonly roughBytes: number;
  /** ONNX Runtime's CUDA provider comes along. */
  readonly withOnnxCuda: boolean;
}

const TARGETS: Readonly<Record<string, SetupTarget>> = {
  cuda: {
    backend: "cuda",
    packageName: "@tensorflow/tfjs-node-gpu",
    form: "gpu",
    roughBytes: 400e6,
    withOnnxCuda: true,
  },
  tensorflow: {
    backend: "tensorflow",
    packageName: "@tensorflow/tfjs-node",
    form: "cpu",
    roughBytes: 120e6,
    withOnnxCuda: false,
  },
};

export const targetNames = Object.keys(TARGETS);

/** @throws ConfigError on a backend that needs no setup, with a suggestion */
export function setupTarget(backend: string): SetupTarget {
  const target = Object.hasOwn(TARGETS, backend) ? TARGETS[backend] : undefined;
  if (target === undefined) throw new ConfigError(unknownName("setup of a backend", backend, targetNames));
  return target;
}
