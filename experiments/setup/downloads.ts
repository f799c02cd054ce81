import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { BackendError } from "../../harness/base/errors.ts";
import type { SetupTarget } from "./targets.ts";

const HEAD_LIMIT_MS = 15_000;

/** What a package's own install script downloads. */
export interface Download {
  readonly what: string;
  /** Null where the script knows a place of its own for this platform. */
  readonly url: string | null;
  readonly roughBytes: number;
  /** What a person does whose network has no such place. */
  readonly otherwise: string;
}

/** The version and the names by which the package's install script makes its address. */
interface DepsConstants {
  readonly LIBTENSORFLOW_VERSION: string;
  readonly PLATFORM_MAPPING: Readonly<Record<string, string>>;
  readonly ARCH_MAPPING: Readonly<Record<string, string>>;
  readonly PLATFORM_EXTENSION: string;
  readonly ALL_SUPPORTED_COMBINATION: readonly string[];
}

/** TensorFlow's C library for this machine, as the package in `folder` would fetch it. */
export function tensorflowDownload(folder: string, { form, roughBytes }: SetupTarget): Download {
  const names = createRequire(import.meta.url)(join(folder, "scripts", "deps-constants.js")) as DepsConstants;
  const system = `${form}-${names.PLATFORM_MAPPING[platform()]}-${names.ARCH_MAPPING[arch()]}`;
  // A mirror, named as the script lets it be named.
  const { TFJS_NODE_BASE_URI, TFJS_NODE_CDN_STORAGE, CDN_STORAGE } = process.env;
  const host = TFJS_NODE_CDN_STORAGE ?? CDN_STORAGE ?? "https://storage.googleapis.com/";
  const base = TFJS_NODE_BASE_URI ?? `${host}tensorflow/libtensorflow/libtensorflow-`;
  return {
    what: `TensorFlow ${names.LIBTENSORFLOW_VERSION} (${form}) and its binding for Node`,
    url: names.ALL_SUPPORTED_COMBINATION.includes(system)
      ? `${base}${system}-${names.LIBTENSORFLOW_VERSION}.${names.PLATFORM_EXTENSION}`
      : null,
    roughBytes,
    otherwise:
      "without this network, build against a TensorFlow of this machine: --from with the folder of Python's tensorflow",
  };
}

/** The package for NuGet in which ONNX Runtime's providers for CUDA come, as onnxruntime-node in `folder` would fetch it. */
export function onnxCudaDownload(folder: string): Download {
  const script = createRequire(join(folder, "script", "install.js"));
  const { nuget } = script("./install-metadata-versions.js") as { nuget: readonly { version: string }[] };
  const { feeds } = script("./install-metadata.js") as { feeds: { nuget: { index: string } } };
  const version = nuget[0]!.version;
  const name = "microsoft.ml.onnxruntime.gpu.linux";
  return {
    what: `ONNX Runtime's CUDA provider ${version}`,
    url: new URL(`/v3-flatcontainer/${name}/${version}/${name}.${version}.nupkg`, feeds.nuget.index).href,
    roughBytes: 300e6,
    otherwise: "it comes from NuGet alone",
  };
}

/** A download in one line, with its size. @throws BackendError where it cannot be had */
export async function announce(backend: string, download: Download): Promise<string> {
  const size = await sizeOf(backend, download);
  return `Downloading ${download.what}, ${size}${download.url === null ? "" : `, from ${download.url}`}`;
}

/**
 * The size that the server tells, in words; a rough one where it tells none.
 * @throws BackendError where the server cannot be reached or has no such file: the package's script would wait without
 * end or leave half a file
 */
async function sizeOf(backend: string, { url, roughBytes, otherwise }: Download): Promise<string> {
  const rough = `about ${megabytes(roughBytes)}`;
  // fetch knows no proxy, the package's script does: only the script can tell.
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy ?? "";
  if (url === null || proxy !== "") return rough;
  const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(HEAD_LIMIT_MS) }).catch(
    (cause: Error) => {
      const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
      throw new BackendError(backend, `${url} cannot be reached (${why}); nothing was changed: ${otherwise}`, {
        cause,
      });
    },
  );
  if (!response.ok)
    throw new BackendError(backend, `${url} answers ${response.status}; nothing was changed: ${otherwise}`);
  const bytes = Number(response.headers.get("content-length"));
  return bytes > 0 ? megabytes(bytes) : rough;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
