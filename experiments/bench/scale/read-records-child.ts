/** Reads a run folder's records and samples, by the code of a commit. What that takes is noted at its end. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [code, file] = process.argv.slice(2);
const reader = join(String(code), "harness", "contract", "run-folder.io.ts");
const { readRunLines } = (await import(
  pathToFileURL(reader).href
)) as typeof import("../../../harness/contract/run-folder.io.ts");
await readRunLines(String(file));
