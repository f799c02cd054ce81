import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BackendError } from "../../harness/base/errors.ts";
import { packageFolder } from "../../harness/base/package-folder.io.ts";
import { runScript } from "./run-script.ts";

const BACKEND = "onnx-cuda";
const DOWNLOAD_LIMIT_MS = 3_600_000;
const PROVIDERS = ["cuda", "shared", "tensorrt"].map((name) => `libonnxruntime_providers_${name}.so`);

/** @throws BackendError if the package is not installed */
export function onnxRuntimeFolder(): string {
  const folder = packageFolder("onnxruntime-node");
  if (folder === null) throw new BackendError(BACKEND, "onnxruntime-node is not installed; run npm ci");
  return folder;
}

/** Folder in which onnxruntime-node looks for its providers. */
export function providerFolder(): string {
  return join(onnxRuntimeFolder(), "bin", "napi-v6", process.platform, process.arch);
}

/** Whether the CUDA provider's files are there. Only a probe shows whether everything that they need is there too. */
export function hasCudaProvider(): boolean {
  return PROVIDERS.slice(0, 2).every((name) => existsSync(join(providerFolder(), name)));
}

/**
 * Runs onnxruntime-node's own install script, which npm skips: it downloads the CUDA provider from NuGet.
 * @throws BackendError if it fails; partial files are removed
 */
export async function fetchCudaProvider(): Promise<void> {
  const folder = onnxRuntimeFolder();
  const { isDone } = await runScript(
    {
      args: [join(folder, "script", "install.js")],
      cwd: folder,
      env: { ONNXRUNTIME_NODE_INSTALL: "true" },
      limitMs: DOWNLOAD_LIMIT_MS,
    },
    true,
  );
  if (isDone && hasCudaProvider()) return;
  for (const name of PROVIDERS) await rm(join(providerFolder(), name), { force: true });
  throw new BackendError(
    BACKEND,
    "the download of ONNX Runtime's CUDA provider from NuGet failed (see above); nothing was installed. " +
      "It is available only for Linux on x64",
  );
}
