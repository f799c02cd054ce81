import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Dataset } from "../../harness/contract/index.ts";
import { USUAL_FORMATS } from "../../reports/format-names.ts";
import { lastWords, tryProgram } from "../program.io.ts";
import { projectFolder } from "../project-folder.ts";
import { fasttextLine } from "./fasttext-line.ts";
import type { Measurement } from "./measurement.ts";
import { BENCH_MODEL } from "./model.ts";
import { runPeer } from "./run-program.io.ts";
import { SideFailed } from "./side-failed.ts";

/** What a run of one cell starts from: texts that an earlier run has encoded, as fastText's are written word by word; or the file. */
export type RunStart = "prepared" | "from the file";

/** The same texts for both sides. */
export interface RunFiles {
  /** Matrix files by backend, and the folders that runs start in, are made in here. */
  readonly folder: string;
  readonly datasetSpec: string;
  readonly fasttextTrain: string;
  readonly fasttextTest: string;
}

/** As many as the reference experiment trains, on both sides. */
const EPOCHS = 10;
/** A run of quant.json that takes longer hangs. */
const LIMIT_MS = 1_800_000;
/** Where the data has no split of its own, every fifth row is tested. */
const TEST_EVERY = 5;

export async function writeRunFiles(folder: string, dataset: Dataset): Promise<RunFiles> {
  await mkdir(folder, { recursive: true });
  const file = (name: string) => join(folder, name);
  for (const [side, rows] of Object.entries(await sidesOf(dataset))) {
    await writeFile(file(`${side}.csv`), stringify([...rows], { header: true, columns: ["text", "label"] }));
    const lines = rows.map(({ text, label }) => `__label__${label} ${fasttextLine(text)}\n`);
    await writeFile(file(`${side}.fasttext`), lines.join(""));
  }
  return {
    folder,
    datasetSpec: `csv:${file("train.csv")},test=${file("test.csv")}`,
    fasttextTrain: file("train.fasttext"),
    fasttextTest: file("test.fasttext"),
  };
}

interface Row {
  readonly text: string;
  readonly label: number;
}

async function sidesOf(dataset: Dataset): Promise<Record<"train" | "test", readonly Row[]>> {
  const train = await rowsOf(dataset, "train");
  if (dataset.rowCounts.test !== null) return { train, test: await rowsOf(dataset, "test") };
  const isTested = (_: Row, index: number) => index % TEST_EVERY === 0;
  return { train: train.filter((row, index) => !isTested(row, index)), test: train.filter(isTested) };
}

async function rowsOf(dataset: Dataset, side: "train" | "test"): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { text, label } of dataset.rows(side)) rows.push({ text, label });
  return rows;
}

/** Encodes the texts of the runs that start from prepared ones. */
export async function prepareTexts(files: RunFiles): Promise<string> {
  const folder = join(files.folder, "prepared");
  await mkdir(folder);
  await runOneCell(files, "simd", folder);
  return folder;
}

/**
 * One cell with --fresh, from the shell to its page: trained, stored, scored and served.
 * @param folder where it starts: an empty one, or one that has the encoded texts
 * @throws SideFailed
 */
export async function runOneCell(files: RunFiles, backend: string, folder: string): Promise<Measurement> {
  const matrix = join(files.folder, `${backend}.json`);
  const base = { dataset: files.datasetSpec, backend, epochs: EPOCHS };
  await writeFile(matrix, JSON.stringify({ name: backend, base, seeds: [1], baseline: {} }));
  return pricewar(projectFolder, ["run", matrix, "--fresh", "--no-baselines"], folder);
}

/** An empty folder for a run that finds nothing. */
export function emptyFolder({ folder }: Pick<RunFiles, "folder">): Promise<string> {
  return mkdtemp(join(folder, "empty-"));
}

/** fastText's training and its test, two processes. @throws SideFailed */
export async function runFasttext({ folder, fasttextTrain, fasttextTest }: RunFiles): Promise<Measurement> {
  const model = join(folder, "model");
  const flags = {
    input: fasttextTrain,
    output: model,
    dim: BENCH_MODEL.embedding,
    epoch: EPOCHS,
    thread: 1,
    verbose: 0,
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`-${name}`, String(value)]);
  let wallMs = 0;
  for (const command of [
    ["supervised", ...args],
    ["test", `${model}.bin`, fasttextTest],
  ]) {
    const ended = await runPeer("fasttext", command);
    if (ended?.exitCode !== 0) throw new SideFailed(`fasttext ${command[0]} failed`);
    wallMs += ended.wallMs;
  }
  return { medianMs: wallMs, startupMs: null, by: "fasttext" };
}

/**
 * The shipped matrix quant.json by one commit's code, in an empty folder, the code being compiled.
 * @param code the project's folder
 * @throws SideFailed
 */
export async function runQuant(code: string, folder: string): Promise<Measurement> {
  await pricewar(code, ["run", "quant.json", "--dry-run"], folder);
  return pricewar(code, ["run", "quant.json"], folder);
}

interface Expected {
  readonly limitMs?: number;
  readonly exitCodes?: readonly (number | null)[];
}

/** Runs a command of one commit's pricewar. @param code its folder @throws SideFailed */
export async function pricewar(
  code: string,
  args: readonly string[],
  cwd: string,
  { limitMs = LIMIT_MS, exitCodes = [0] }: Expected = {},
): Promise<Measurement> {
  const ended = await tryProgram(process.execPath, [join(code, "bin", "pricewar"), ...args], {
    cwd,
    // Whatever the shell has: a summary is read, and a page is a part of what a run takes.
    env: { PRICEWAR_FORMAT: USUAL_FORMATS.join(",") },
    limitMs,
  });
  if (ended !== null && exitCodes.includes(ended.exitCode))
    return { medianMs: ended.wallMs, startupMs: null, by: "pricewar" };
  throw new SideFailed(`pricewar ${args.join(" ")} failed: ${ended === null ? "no process" : lastWords(ended)}`);
}
