import { join } from "node:path";

/** Paths of a TensorFlow that the binding is built against and runs on. */
export interface TensorflowFiles {
  readonly include: string;
  readonly library: string;
  readonly framework: string;
}

const HEADER = "tensorflow/c/c_api.h";
/** libtensorflow_cc.so.2 in Python wheels, libtensorflow.so.2 in C archives. */
const LIBRARY = /^libtensorflow(_cc)?\.so\.2$/;
const FRAMEWORK = /^libtensorflow_framework\.so\.2$/;

/** What `findTensorflow` needs to find, for error messages. */
export const NEEDED_FILES = `libtensorflow_cc.so.2 (or libtensorflow.so.2), libtensorflow_framework.so.2 and include/${HEADER}`;

/**
 * Searches a folder for TensorFlow's libraries and headers: Python's `tensorflow` package itself, a site-packages folder or
 * virtual environment that contains it, or an unpacked C archive.
 * @param entries lists a folder's names; empty if it does not exist
 * @returns the files, or the folders that were searched
 */
export function findTensorflow(
  folder: string,
  entries: (folder: string) => readonly string[],
): TensorflowFiles | { readonly searched: readonly string[] } {
  const pythons = entries(join(folder, "lib")).filter((name) => /^python3\.\d+$/.test(name));
  const roots = [
    folder,
    join(folder, "tensorflow"),
    ...pythons.map((python) => join(folder, "lib", python, "site-packages", "tensorflow")),
  ];
  for (const root of roots) {
    const hasHeader = entries(join(root, "include", "tensorflow", "c")).includes("c_api.h");
    for (const libraries of hasHeader ? [root, join(root, "lib")] : []) {
      const names = entries(libraries);
      const library = names.find((name) => LIBRARY.test(name));
      const framework = names.find((name) => FRAMEWORK.test(name));
      if (library !== undefined && framework !== undefined) {
        const include = join(root, "include");
        return { include, library: join(libraries, library), framework: join(libraries, framework) };
      }
    }
  }
  return { searched: roots };
}
