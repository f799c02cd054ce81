import { join } from "node:path";

/** Where a TensorFlow lies: what the binding is built against and runs on. */
export interface TensorflowFiles {
  readonly include: string;
  readonly library: string;
  readonly framework: string;
}

const HEADER = "tensorflow/c/c_api.h";
/** In Python wheels; the C archives call the first libtensorflow.so.2. */
const LIBRARY = /^libtensorflow(_cc)?\.so\.2$/;
const FRAMEWORK = /^libtensorflow_framework\.so\.2$/;

/** What `findTensorflow` looks for, for a person whose folder lacks it. */
export const SOUGHT = `libtensorflow_cc.so.2 (or libtensorflow.so.2), libtensorflow_framework.so.2 and include/${HEADER}`;

/**
 * Looks for TensorFlow's libraries and headers in a folder: Python's `tensorflow` package itself, a site-packages or a
 * virtual environment that holds it, or an unpacked C archive.
 * @param entries names in a folder, none where there is no such folder
 * @returns the files, or the folders that were looked into
 */
export function findTensorflow(
  folder: string,
  entries: (folder: string) => readonly string[],
): TensorflowFiles | { readonly lookedInto: readonly string[] } {
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
  return { lookedInto: roots };
}
