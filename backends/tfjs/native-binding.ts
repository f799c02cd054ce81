import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import * as util from "node:util";
import { packageFolder } from "../../harness/base/package-folder.io.ts";

export type TfjsNodePackage = "@tensorflow/tfjs-node" | "@tensorflow/tfjs-node-gpu";

/** The compiled half of a tfjs-node package; loading it loads TensorFlow and opens its devices. */
export interface NativeBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

export type LoadedBinding =
  | { readonly ok: true; readonly binding: NativeBinding; readonly packageVersion: string }
  | { readonly ok: false; readonly reason: string };

const require = createRequire(import.meta.url);
const BINDING = "tfjs_binding.node";

/** TensorFlow reads these only while it loads. */
const ENVIRONMENT = {
  // Thread pools otherwise use all cores; with one thread, only the calling thread computes.
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  // Otherwise it allocates all memory of a GPU at once, and the measured memory means nothing.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
  // Newer GPUs would otherwise round the inputs of float32 products to 10 bits.
  NVIDIA_TF32_OVERRIDE: "0",
};

/**
 * Loads the binding of one tfjs-node package, without its TF.js half. Returns a reason if it was never downloaded, if this
 * version of Node.js or this machine does not meet its needs, or if the process has loaded the other package's TensorFlow.
 */
export function loadNativeBinding(packageName: TfjsNodePackage): LoadedBinding {
  const refuse = (reason: string) => ({ ok: false, reason }) as const;
  const folder = packageFolder(packageName);
  if (folder === null) return refuse(`${packageName} is not installed`);
  const incompatible = nodeIncompatibility(packageName);
  if (incompatible !== null) return refuse(incompatible);
  const path = bindingPath(folder);
  if (path === null) return refuse(`the TensorFlow binding of ${packageName} has not been downloaded or built`);
  const other = Object.keys(require.cache).find((loaded) => basename(loaded) === BINDING && loaded !== path);
  if (other !== undefined) {
    return refuse(`this process has already loaded TensorFlow from ${dirname(other)}, and it can load only one`);
  }
  Object.assign(process.env, ENVIRONMENT);
  // Whoever is debugging may have set a lower level.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  try {
    const { version } = require(join(folder, "package.json")) as { version: string };
    return { ok: true, binding: require(path) as NativeBinding, packageVersion: version };
  } catch (error) {
    return refuse(`${packageName} does not load: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** Why this version of Node.js cannot run the package; null if it can. */
export function nodeIncompatibility(packageName: TfjsNodePackage): string | null {
  if (typeof Reflect.get(util, "isNullOrUndefined") === "function") return null;
  return `${packageName} calls util.isNullOrUndefined, which Node 23 removed; this is ${process.version}`;
}

/** The compiled binding of a package; null if there is none. Its folder is named after Node's ABI version. */
export function bindingPath(folder: string): string | null {
  try {
    const built = readdirSync(join(folder, "lib"), { recursive: true, encoding: "utf8" });
    const found = built.find((file) => basename(file) === BINDING);
    return found === undefined ? null : join(folder, "lib", found);
  } catch {
    return null;
  }
}
