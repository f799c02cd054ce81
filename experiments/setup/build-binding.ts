import { readdirSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { BackendError, ConfigError } from "../../harness/base/errors.ts";
import { replaceBinaries } from "./binaries.ts";
import { findTensorflow, SOUGHT, type TensorflowFiles } from "./find-tensorflow.ts";
import { ownHeaders } from "./node-headers.ts";
import { runScript } from "./run-script.ts";

const BUILD_LIMIT_MS = 600_000;
const TOLD_LINES = 12;

/** @throws ConfigError where the folder holds no TensorFlow, with what was looked for and where */
export function requireTensorflow(folder: string): TensorflowFiles {
  if (process.platform !== "linux") throw new ConfigError(`--from works on Linux, this is ${process.platform}`);
  const found = findTensorflow(resolve(folder), entries);
  if ("lookedInto" in found) {
    throw new ConfigError(
      `--from ${folder}: needs a folder with ${SOUGHT}, as Python's tensorflow package is; looked into ${found.lookedInto.join(", ")}`,
    );
  }
  return found;
}

/**
 * Compiles the package's binding against that TensorFlow, which stays where it is and is linked.
 * @param folder the installed tfjs-node package
 * @throws BackendError with the end of the compiler's output; what was there before is there again
 */
export async function buildBinding(backend: string, folder: string, tensorflow: TensorflowFiles): Promise<void> {
  await replaceBinaries(folder, () => compile(backend, folder, tensorflow));
}

async function compile(backend: string, folder: string, tensorflow: TensorflowFiles): Promise<void> {
  const libraries = join(folder, "deps", "lib");
  await mkdir(libraries, { recursive: true });
  await symlink(tensorflow.include, join(folder, "deps", "include"));
  // The linker looks for the short names, the loader for those that the libraries call themselves.
  for (const [file, short] of [
    [tensorflow.library, "libtensorflow.so"],
    [tensorflow.framework, "libtensorflow_framework.so"],
  ] as const) {
    await symlink(file, join(libraries, short));
    await symlink(file, join(libraries, file.slice(file.lastIndexOf("/") + 1)));
  }
  const compiler = createRequire(join(folder, "package.json")).resolve("@mapbox/node-pre-gyp/bin/node-pre-gyp");
  const { isDone, output } = await runScript(
    { args: [compiler, "install", "--build-from-source"], cwd: folder, env: ownHeaders(), limitMs: BUILD_LIMIT_MS },
    false,
  );
  if (isDone) return;
  const end = output.trim().split("\n").slice(-TOLD_LINES).join("\n");
  throw new BackendError(
    backend,
    `its binding could not be built, which needs a C++ compiler, make and Python 3 (on Debian: build-essential python3); all is as it was before\n${end}`,
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
