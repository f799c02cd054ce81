import { readdirSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { BackendError, ConfigError } from "../../harness/base/errors.ts";
import { replaceBinaries } from "./binaries.ts";
import { findTensorflow, NEEDED_FILES, type TensorflowFiles } from "./find-tensorflow.ts";
import { ownHeaders } from "./node-headers.ts";
import { runScript } from "./run-script.ts";

const BUILD_LIMIT_MS = 600_000;
/** Lines of the compiler's output that an error shows. */
const SHOWN_LINES = 12;

/** @throws ConfigError if the folder has no TensorFlow, with what was searched for and where */
export function requireTensorflow(folder: string): TensorflowFiles {
  if (process.platform !== "linux") throw new ConfigError(`--from works only on Linux, this is ${process.platform}`);
  const found = findTensorflow(resolve(folder), entries);
  if ("searched" in found) {
    throw new ConfigError(
      `--from ${folder}: needs a folder with ${NEEDED_FILES}, such as Python's tensorflow package; searched ${found.searched.join(", ")}`,
    );
  }
  return found;
}

/**
 * Compiles the package's binding against a TensorFlow, which is linked where it is.
 * @param folder the installed tfjs-node package
 * @throws BackendError with the end of the compiler's output; previous binaries are restored
 */
export async function buildBinding(backend: string, folder: string, tensorflow: TensorflowFiles): Promise<void> {
  await replaceBinaries(folder, () => compile(backend, folder, tensorflow));
}

async function compile(backend: string, folder: string, tensorflow: TensorflowFiles): Promise<void> {
  const libraries = join(folder, "deps", "lib");
  await mkdir(libraries, { recursive: true });
  await symlink(tensorflow.include, join(folder, "deps", "include"));
  // The linker needs the short names, the loader the libraries' own names.
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
  const end = output.trim().split("\n").slice(-SHOWN_LINES).join("\n");
  throw new BackendError(
    backend,
    `its binding could not be built, which needs a C++ compiler, make and Python 3 (on Debian: build-essential python3); nothing was changed\n${end}`,
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
