import type { TfjsNodePackage } from "../../backends/tfjs/native-binding.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { unknownName } from "../../harness/base/registry.ts";

/** A backend whose native part is downloaded or built on request. */
export interface SetupTarget {
  readonly backend: string;
  readonly packageName: TfjsNodePackage;
  /** Name of this variant in TensorFlow's archives. */
  readonly form: "cpu" | "gpu";
  /** Download size to show if the server does not report it. */
  readonly roughBytes: number;
  /** Whether to download ONNX Runtime's CUDA provider, too. */
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

/** @throws ConfigError on a backend without a setup, with a suggestion */
export function setupTarget(backend: string): SetupTarget {
  const target = Object.hasOwn(TARGETS, backend) ? TARGETS[backend] : undefined;
  if (target === undefined) throw new ConfigError(unknownName("setup", backend, targetNames));
  return target;
}
