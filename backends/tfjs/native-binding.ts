import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import * as util from "node:util";

export type TfjsNodePackage = "@tensorflow/tfjs-node" | "@tensorflow/tfjs-node-gpu";

/** What the compiled half of a tfjs-node package tells; loading it loads TensorFlow and opens its devices. */
export interface NativeBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

export type LoadedBinding =
  | { readonly ok: true; readonly binding: NativeBinding; readonly packageVersion: string }
  | { readonly ok: false; readonly reason: string };

const require = createRequire(import.meta.url);
const BINDING = "tfjs_binding.node";

/** Read by TensorFlow as it is loaded, and never again. */
const ENVIRONMENT = {
  // Its pools start as large as the machine otherwise; with one thread the calling thread computes alone.
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  // Otherwise it takes all memory of a GPU at once, and the figure of the memory says nothing.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
  // Newer GPUs would round the inputs of products to 10 bits, in what calls itself float32.
  NVIDIA_TF32_OVERRIDE: "0",
};

/**
 * Loads the binding of one tfjs-node package, not yet its TF.js half. Says why not where it was never fetched, where
 * this Node or this machine lacks what it wants, or where the process holds the other package's TensorFlow.
 */
export function loadNativeBinding(packageName: TfjsNodePackage): LoadedBinding {
  const refuse = (reason: string) => ({ ok: false, reason }) as const;
  const folder = packageFolder(packageName);
  if (folder === null) return refuse(`${packageName} is not installed`);
  const unfit = refusalOfNode(packageName);
  if (unfit !== null) return refuse(unfit);
  const path = bindingPath(folder);
  if (path === null) return refuse(`the TensorFlow binding of ${packageName} has not been fetched or built`);
  const other = Object.keys(require.cache).find((loaded) => basename(loaded) === BINDING && loaded !== path);
  if (other !== undefined) {
    return refuse(`this process has loaded TensorFlow from ${dirname(other)}, and a process can hold only one`);
  }
  Object.assign(process.env, ENVIRONMENT);
  // Whoever looks for a fault sets a lower level.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  try {
    const { version } = require(join(folder, "package.json")) as { version: string };
    return { ok: true, binding: require(path) as NativeBinding, packageVersion: version };
  } catch (error) {
    return refuse(`${packageName} does not load: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** Why this Node cannot run the package; null where it can. */
export function refusalOfNode(packageName: TfjsNodePackage): string | null {
  if (typeof Reflect.get(util, "isNullOrUndefined") === "function") return null;
  return `${packageName} calls util.isNullOrUndefined, which Node 23 removed; this is ${process.version}`;
}

/** Where a package is installed; null where it is not. */
export function packageFolder(packageName: string): string | null {
  try {
    return dirname(require.resolve(`${packageName}/package.json`));
  } catch {
    return null;
  }
}

/** The compiled binding below a package; null where there is none. Its folder is named after Node's binary interface. */
export function bindingPath(folder: string): string | null {
  try {
    const built = readdirSync(join(folder, "lib"), { recursive: true, encoding: "utf8" });
    const found = built.find((file) => basename(file) === BINDING);
    return found === undefined ? null : join(folder, "lib", found);
  } catch {
    return null;
  }
}
