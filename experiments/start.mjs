// @ts-check
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { bundle } from "../harness/base/bundle/bundle.io.mjs";

const project = resolve(import.meta.dirname, "..");
/** Small packages of many files each, which every start would read one by one. */
const INLINED = [
  "@bufbuild/protobuf",
  "@petamoriken/float16",
  "commander",
  "csv-parse",
  "csv-stringify",
  "execa",
  "fastest-levenshtein",
  "hyparquet",
  "hyparquet-compressors",
  "jsonc-parser",
  "onnx-buf",
  "simple-statistics",
  "zod",
];

/**
 * The command line as plain JavaScript, compiled once for each state of the sources: a start then waits for no TypeScript
 * loader, and reads one file instead of hundreds. Packages that are modules alone are part of it: tsx cannot require all of them.
 * @returns {Promise<typeof import("./command-line.ts")>}
 */
export async function commandLine() {
  const request = {
    project,
    entry: "experiments/command-line.ts",
    keepsFolders: true,
    inlined: INLINED,
    oneFile: true,
  };
  const { file } = await bundle(request).catch((error) => {
    // A source that esbuild cannot read, or no folder to write to: the message names it, and a stack would not help.
    console.error(error.message);
    return process.exit(1);
  });
  // An import would first search the whole file for its exports.
  return createRequire(import.meta.url)(file);
}
