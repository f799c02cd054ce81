import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { USUAL_FORMATS } from "../../../reports/format-names.ts";
import { lastWords, runProgram } from "../../program.io.ts";
import { projectFolder } from "../../project-folder.ts";
import { SideFailed } from "../side-failed.ts";
import type { ProcessUsage, RunUsage } from "./process-usage.ts";

/** A pricewar to measure. */
export interface Pricewar {
  /** Its folder. */
  readonly code: string;
  /** Null for the one that its matrices use where they name none. */
  readonly backend: string | null;
}

const HOOK = join(projectFolder, "experiments", "bench", "scale", "usage-hook.mjs");
/** Not only the encoded texts are in the folder of a corpus. */
const NO_TEXTS = new Set(["vocabulary.json", "sample.json", "corpus.json", "SHA256SUMS"]);

/**
 * Plans a matrix of one cell and one epoch, then runs it, without a cache of earlier runs, and then once more.
 * @param parent of the folder that all of this happens in
 * @throws SideFailed where it does not end well
 */
export async function measureRun({ code, backend }: Pricewar, dataset: string, parent: string): Promise<RunUsage> {
  const folder = await mkdtemp(join(parent, "run-"));
  const command = (args: readonly string[]) => usages(join(code, "bin", "pricewar"), args, folder);
  const matrix = join(folder, "scale.json");
  const base = { dataset, epochs: 1, ...(backend === null ? {} : { backend }) };
  await writeFile(matrix, JSON.stringify({ name: "scale", base, seeds: [1] }));
  // Code is compiled when it is used for the first time.
  await command(["--help"]);
  const [plan] = await command(["run", matrix, "--dry-run"]);
  const run = ["run", matrix, "--rounds", "0", "--time-limit", "7200"];
  const [, prepare, train, , serve] = await command(run);
  const [again] = await command(run);
  const corpusBytes = await encodedBytes(join(folder, ".cache", "artifacts"));
  await rm(folder, { recursive: true });
  return { plan: plan!, prepare: prepare!, train: train!, serve: serve!, again: again!, corpusBytes };
}

/** Runs a command of pricewar. @returns what its processes took, in the order of their start: the command itself, then prepare, train, compress and serve */
export async function usages(script: string, args: readonly string[], cwd: string): Promise<ProcessUsage[]> {
  const notes = join(cwd, "usage");
  await rm(notes, { recursive: true, force: true });
  await mkdir(notes);
  // Another commit's code ignores the last two, as it would not an option. Whatever the shell has, a page is among what is measured.
  const env = {
    NODE_OPTIONS: `--import=${pathToFileURL(HOOK)}`,
    PRICEWAR_USAGE_FOLDER: notes,
    PRICEWAR_NO_BASELINES: "1",
    PRICEWAR_FORMAT: USUAL_FORMATS.join(","),
  };
  const ended = await runProgram(process.execPath, [script, ...args], { cwd, env });
  if (ended.exitCode !== 0) throw new SideFailed(`pricewar ${args[0]} failed: ${lastWords(ended)}`);
  const written = await Promise.all((await readdir(notes)).map((name) => readFile(join(notes, name), "utf8")));
  return written.map((text) => JSON.parse(text) as ProcessUsage).sort((one, other) => one.startMs - other.startMs);
}

/** Bytes of the encoded texts of the corpus that was prepared. */
async function encodedBytes(artifacts: string): Promise<number> {
  const corpus = (await readdir(artifacts)).find((name) => name.startsWith("corpus-"));
  if (corpus === undefined) throw new SideFailed(`${artifacts}: a run left no corpus there`);
  const files = (await readdir(join(artifacts, corpus))).filter((name) => !NO_TEXTS.has(name));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(artifacts, corpus, name))).size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
