/** Workers with rows of their own: what each of their processes is told, and every file that it opens. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDataset } from "../../../../data/registry.ts";
import { ownMeasuringCode } from "../../../../experiments/phase-processes.ts";
import type { TrainingSpec } from "../../../../harness/contract/index.ts";
import { readVocabulary } from "../../../../harness/measure/phases/corpus-files.io.ts";
import { readOwnRows } from "../../../../harness/measure/phases/owned-rows.io.ts";
import { childExecutor } from "../../../../harness/measure/runner/child-executor.io.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../fixtures/phases.ts";

/** Writes down, in a file for each process, what it is told by messages and which files it opens, by whatever function. */
const WITNESS = `
const fs = require("node:fs");
const { appendFileSync } = fs;
const note = (line) => appendFileSync(process.env.WITNESSED + "/" + process.pid, JSON.stringify(line) + "\\n");
const names = ["open", "openSync", "readFile", "readFileSync", "createReadStream"];
for (const holder of [fs, fs.promises]) {
  for (const name of names.filter((name) => name in holder)) {
    const original = holder[name];
    holder[name] = function (path, ...rest) {
      if (typeof path === "string" || path instanceof URL) note({ opened: String(path) });
      return original.call(this, path, ...rest);
    };
  }
}
require("node:module").syncBuiltinESMExports();
const { emit } = process;
process.emit = function (name, message, ...rest) {
  if (name === "message") note({ told: message });
  return emit.call(this, name, message, ...rest);
};
`;

const ROWS = 90;
/** A word that stands in one row alone. */
const planted = (row: number) => `planted${String.fromCharCode(97 + Math.floor(row / 26), 97 + (row % 26))}`;
const MODEL = { vocabulary: 200, maxLength: 6, embedding: 4, hidden: [4], pooling: "all" } as const;
const TRAINING: TrainingSpec = {
  backend: "javascript",
  optimizer: { name: "adam", learningRate: 0.01 },
  schedule: { name: "constant" },
  batchSize: 12,
  epochs: 2,
  validation: 0.1,
  threads: 1,
  seed: 1,
  workers: 3,
  sync: "round",
  owners: 0.5,
};

/** What a process was told, and files of the corpora that it opened. */
interface Witnessed {
  readonly told: string;
  readonly opened: readonly string[];
}

let folder: string;
let vocabulary: readonly string[];
let witnessed: readonly Witnessed[];
let ownerRows: readonly number[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-owners-"));
  const lines = Array.from({ length: ROWS }, (_, row) => `${planted(row)} ${row % 2 ? "good" : "bad"},${row % 2}`);
  await writeFile(join(folder, "rows.csv"), ["text,label", ...lines].join("\n"));
  const datasetSpec = "csv:rows.csv";
  const { id } = await openDataset(datasetSpec, { baseFolder: folder });
  const { vocabulary: words, maxLength } = MODEL;
  const tokenizer = { segmenter: "words", fitOn: "train" } as const;
  const corpus = { tokenizer, vocabulary: words, maxLength, validation: TRAINING.validation };
  const [corpusFolder, ownersFolder] = [join(folder, "corpus-all"), join(folder, "corpus-owners")];
  const here = phasesHere(folder);
  reportOf(await here.run("prepare", { datasetSpec, datasetId: id, corpus, corpusFolder }, NO_LIMIT));
  const { workers = 1, owners = "alike" } = TRAINING;
  reportOf(await here.run("prepare", { corpusFolder, workers, owners, ownersFolder }, NO_LIMIT));
  vocabulary = await readVocabulary(corpusFolder);
  const job = { corpusFolder, ownersFolder, model: MODEL, training: TRAINING, trainedWith: [], trainRun: "run#1@now" };
  const { script } = await ownMeasuringCode();
  const { together } = await underWitness(async () => {
    const executor = childExecutor(script);
    return reportOf(await executor.run("train", { ...job, trainingFolder: join(folder, "trained") }, NO_LIMIT));
  });
  ownerRows = together!.owners!.map(({ rows }) => rows);
  const notes = join(folder, "witnessed");
  witnessed = await Promise.all((await readdir(notes)).map((name) => readNotes(join(notes, name))));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Lets every process that starts meanwhile, and those that it starts, write down what it does. */
async function underWitness<R>(run: () => Promise<R>): Promise<R> {
  const [script, notes] = [join(folder, "witness.cjs"), join(folder, "witnessed")];
  await writeFile(script, WITNESS);
  await mkdir(notes);
  const { NODE_OPTIONS } = process.env;
  process.env.NODE_OPTIONS = `${NODE_OPTIONS ?? ""} --require ${script}`;
  process.env.WITNESSED = notes;
  try {
    return await run();
  } finally {
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = NODE_OPTIONS;
    delete process.env.WITNESSED;
  }
}

async function readNotes(file: string): Promise<Witnessed> {
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  const notes = lines.map((line) => JSON.parse(line) as { told?: unknown; opened?: string });
  const opened = notes.flatMap((note) => note.opened ?? []).filter((path) => path.startsWith(join(folder, "corpus-")));
  return { told: JSON.stringify(notes.flatMap((note) => note.told ?? [])), opened: [...new Set(opened)] };
}

/** Planted words that whoever opens these files may learn: in letters, or by their ids. */
async function plantedIn(files: readonly string[]): Promise<Set<string>> {
  const found = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      const letters = bytes.toString("latin1").match(/planted[a-z]{2}/g) ?? [];
      const isIds = basename(file).endsWith("ids.u16");
      const ids = isIds ? new Uint16Array(new Uint8Array(bytes).buffer) : [];
      return [...letters, ...Array.from(ids, (id) => vocabulary[id]!).filter((word) => word.startsWith("planted"))];
    }),
  );
  return new Set(found.flat());
}

describe("three workers with rows of their own", () => {
  const workers = () => witnessed.filter(({ opened }) => opened.some((file) => file.includes("corpus-owners")));

  test("open files from which each learns the words of its own rows, and of no other's", async () => {
    const learnt = await Promise.all(workers().map(({ opened }) => plantedIn(opened)));
    expect(learnt.map(({ size }) => size).sort()).toEqual([...ownerRows].sort());
    const trained = vocabulary.filter((word) => word.startsWith("planted"));
    // No word twice: whoever opened another's file would learn its words as well.
    expect(learnt.flatMap((words) => [...words]).sort()).toEqual([...trained].sort());
  });

  test("open nothing of the corpus that holds all rows, which those but the first are not told of", () => {
    for (const { opened } of workers()) expect(opened.filter((file) => file.includes("corpus-all"))).toEqual([]);
    const others = workers().filter(({ told }) => told.includes('"token"'));
    expect(others).toHaveLength(2);
    for (const { told } of others) {
      expect(told).toContain("corpus-owners");
      expect(told).not.toContain("corpus-all");
      expect(told).not.toContain("planted");
    }
  });

  test("are compared with a process that is none of them, and the only one to open all rows", async () => {
    const rest = witnessed.filter((one) => !workers().includes(one));
    const withRows = rest.filter(({ opened }) => opened.length > 0);
    expect(withRows).toHaveLength(1);
    const trained = vocabulary.filter((word) => word.startsWith("planted"));
    expect((await plantedIn(withRows[0]!.opened)).size).toBe(trained.length);
    expect(withRows[0]!.told).toContain('"alone"');
  });

  test("need none of the others' files: one reads its own where those are gone", async () => {
    const ownersFolder = join(folder, "corpus-owners");
    for (const other of ["owner-1", "owner-3"]) await rm(join(ownersFolder, other), { recursive: true });
    const { corpus, owned } = await readOwnRows(ownersFolder, 1);
    expect(corpus.train.texts.rows).toBe(ownerRows[1]);
    expect(owned).toEqual(ownerRows);
    await expect(readOwnRows(ownersFolder, 0)).rejects.toThrow("ENOENT");
  });
});
