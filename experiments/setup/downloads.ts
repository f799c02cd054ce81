import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { BackendError } from "../../harness/base/errors.ts";
import type { SetupTarget } from "./targets.ts";

const HEAD_LIMIT_MS = 15_000;

/** What a package's own install script downloads. */
export interface Download {
  readonly what: string;
  /** Null if the script has its own source for this platform. */
  readonly url: string | null;
  readonly roughBytes: number;
  /** What to do if the network does not allow the download. */
  readonly otherwise: string;
}

/** Version and names from which the package's install script builds its URL. */
interface DepsConstants {
  readonly LIBTENSORFLOW_VERSION: string;
  readonly PLATFORM_MAPPING: Readonly<Record<string, string>>;
  readonly ARCH_MAPPING: Readonly<Record<string, string>>;
  readonly PLATFORM_EXTENSION: string;
  readonly ALL_SUPPORTED_COMBINATION: readonly string[];
}

/** TensorFlow's C library for this machine, as the package in `folder` would download it. */
export function tensorflowDownload(folder: string, { form, roughBytes }: SetupTarget): Download {
  const names = createRequire(import.meta.url)(join(folder, "scripts", "deps-constants.js")) as DepsConstants;
  const system = `${form}-${names.PLATFORM_MAPPING[platform()]}-${names.ARCH_MAPPING[arch()]}`;
  // The script's own variables for a mirror.
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
      "if this network does not allow it, build against a TensorFlow on this machine: --from with the folder of Python's tensorflow",
  };
}

/** The NuGet package with ONNX Runtime's CUDA providers, as onnxruntime-node in `folder` would download it. */
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
    otherwise: "it is only available from NuGet",
  };
}

/** Describes a download in one line, with its size. @throws BackendError if it is not available */
export async function announce(backend: string, download: Download): Promise<string> {
  const size = await sizeOf(backend, download);
  return `Downloading ${download.what}, ${size}${download.url === null ? "" : `, from ${download.url}`}`;
}

/**
 * The size that the server reports, or an estimate if it reports none.
 * @throws BackendError if the server cannot be reached or lacks the file, since the package's script would wait forever or
 * leave an incomplete file
 */
async function sizeOf(backend: string, { url, roughBytes, otherwise }: Download): Promise<string> {
  const rough = `about ${megabytes(roughBytes)}`;
  // Unlike the package's script, fetch does not use the proxy, so it cannot check the URL.
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy ?? "";
  if (url === null || proxy !== "") return rough;
  const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(HEAD_LIMIT_MS) }).catch(
    (cause: Error) => {
      const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
      throw new BackendError(backend, `${url} cannot be reached (${why}); nothing was changed; ${otherwise}`, {
        cause,
      });
    },
  );
  if (!response.ok)
    throw new BackendError(backend, `${url} returned status ${response.status}; nothing was changed; ${otherwise}`);
  const bytes = Number(response.headers.get("content-length"));
  return bytes > 0 ? megabytes(bytes) : rough;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
