import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { BackendError } from "../../harness/errors.ts";
import type { SetupTarget } from "./targets.ts";

const HEAD_LIMIT_MS = 15_000;

/** What the package's own install script downloads. */
export interface Download {
  readonly what: string;
  /** Null where the script knows a place of its own for this platform. */
  readonly url: string | null;
  readonly roughBytes: number;
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
  const host = process.env.TFJS_NODE_CDN_STORAGE ?? "https://storage.googleapis.com/";
  const archive = `libtensorflow-${system}-${names.LIBTENSORFLOW_VERSION}.${names.PLATFORM_EXTENSION}`;
  return {
    what: `TensorFlow ${names.LIBTENSORFLOW_VERSION} (${form}) and its binding for Node`,
    url: names.ALL_SUPPORTED_COMBINATION.includes(system) ? `${host}tensorflow/libtensorflow/${archive}` : null,
    roughBytes,
  };
}

/**
 * The size that the server tells, in words; a rough one where it tells none.
 * @throws BackendError where the server cannot be reached or has no such file: the package's script would wait without
 * end or leave half a file
 */
export async function sizeOf(backend: string, { url, roughBytes }: Download): Promise<string> {
  const rough = `about ${megabytes(roughBytes)}`;
  // fetch knows no proxy, the package's script does: only the script can tell.
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy ?? "";
  if (url === null || proxy !== "") return rough;
  const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(HEAD_LIMIT_MS) }).catch(
    (cause: Error) => {
      const why = cause.cause instanceof Error ? cause.cause.message : cause.message;
      throw new BackendError(backend, `${url} cannot be reached (${why}); nothing was changed: ${WITHOUT_NETWORK}`, {
        cause,
      });
    },
  );
  if (!response.ok)
    throw new BackendError(backend, `${url} answers ${response.status}; nothing was changed: ${WITHOUT_NETWORK}`);
  const bytes = Number(response.headers.get("content-length"));
  return bytes > 0 ? megabytes(bytes) : rough;
}

export const WITHOUT_NETWORK =
  "without this network, build against a TensorFlow of this machine: --from with the folder of " +
  "Python's tensorflow package";

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
