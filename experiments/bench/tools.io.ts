import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDataset } from "../../data/registry.ts";
import { bundle } from "../../harness/base/bundle/bundle.io.mjs";
import { once } from "../../harness/base/once.ts";
import { phaseProcesses } from "../phase-processes.ts";
import { projectFolder } from "../project-folder.ts";
import { measureFasttext, prepareFasttext } from "./fasttext.io.ts";
import { type BenchFiles, writeBenchFiles } from "./files.io.ts";
import type { Measurement } from "./measurement.ts";
import { BENCH_ENCODER, BENCH_MODEL, EMBEDDED_TEXTS, ENCODED_TEXTS } from "./model.ts";
import type { LargeMatrix } from "./plan/large-matrices.ts";
import { planLarge, prepareToPlan } from "./plan/plan.io.ts";
import { runOverQueue } from "./queue/whole-matrix.io.ts";
import { measureProgram } from "./run-program.io.ts";
import type { ServingChildJob, ServingJob } from "./serving-job.ts";
import { SideFailed } from "./side-failed.ts";
import { measureStart, measureTsx, prepareRun, type Start } from "./start.io.ts";
import { measureTrainStep } from "./train-step.io.ts";
import {
  emptyFolder,
  prepareTexts,
  type RunStart,
  runFasttext,
  runOneCell,
  runQuant,
  writeRunFiles,
} from "./whole-run.io.ts";
import { measureWorkers, writeBenchModel } from "./workers.io.ts";

/** Measures each side: every call in a fresh process, on one thread. */
export interface BenchTools {
  /** Our training step, including batch assembly, as in a record. */
  trainStep(backend: string, batch: number): Promise<Measurement>;
  serve(job: ServingJob): Promise<Measurement>;
  /** Processes that answer batches of texts at the same time. */
  workers(backend: string, count: number): Promise<Measurement>;
  /** A script of tests/peers, run by PEERS_PYTHON. */
  python(script: string, sizes: PeerSizes): Promise<Measurement>;
  /** A script of tests/peers, run by Node. */
  node(script: string, sizes: PeerSizes): Promise<Measurement>;
  fasttext(): Promise<Measurement>;
  /** The library of the sentence encoder's own package, from PEERS_NPM. */
  embedding(): Promise<Measurement>;
  /** The command line from its start to its end, the compiled code being there. */
  start(start: Start): Promise<Measurement>;
  /** An empty script by tsx, from its start to its end. */
  tsx(): Promise<Measurement>;
  /** A run of one cell, from its start to its end. */
  oneCell(backend: string, start: RunStart): Promise<Measurement>;
  /** fastText's training and test of the same texts. */
  fasttextRun(): Promise<Measurement>;
  /** A run of quant.json, from its start to its end. */
  quant(side: Side): Promise<Measurement>;
  /** Forty cells over a queue, by so many workers. */
  overQueue(workers: number): Promise<Measurement>;
  /** A large matrix, planned and not run. */
  plan(matrix: LargeMatrix, side: Side): Promise<Measurement>;
}

/** This code, or that of `--base-ref`. */
type Side = "ours" | "base";

type PeerSizes = Readonly<Record<string, number>> & { readonly batch: number };

const PEERS_FOLDER = join("tests", "peers");

/** @param baseCode folder of another commit; null without one */
export async function benchTools(folder: string, datasetSpec: string, baseCode: string | null): Promise<BenchTools> {
  const dataset = await openDataset(datasetSpec, { baseFolder: process.cwd() });
  const files = await writeBenchFiles(folder, dataset);
  const executor = await phaseProcesses();
  const scriptOf = async (...path: string[]) => (await bundle({ project: projectFolder, entry: join(...path) })).file;
  const doneRun = once(() => prepareRun(folder));
  const runFiles = once(() => writeRunFiles(join(folder, "runs"), dataset));
  const preparedFolder = once(async () => prepareTexts(await runFiles()));
  const modelFolder = once(() => writeBenchModel(folder, files.corpusFolder, dataset.labels));
  const sentences = once(async () => {
    const file = join(folder, "sentences.json");
    await writeFile(file, JSON.stringify(files.texts.slice(0, EMBEDDED_TEXTS)));
    return file;
  });
  const fasttext = once(() => prepareFasttext(folder, dataset, files.texts));
  const codeOf = (side: Side) => {
    const code = side === "ours" ? projectFolder : baseCode;
    if (code === null) throw new SideFailed("--base-ref is not given");
    return code;
  };
  const planning = { ours: once(() => planningFolder("ours")), base: once(() => planningFolder("base")) };
  const planningFolder = async (side: Side) => {
    const own = await emptyFolder({ folder });
    await prepareToPlan(codeOf(side), own);
    return own;
  };
  return {
    trainStep: (backend, batch) =>
      measureTrainStep({ executor, folder, corpusFolder: files.corpusFolder }, backend, batch),
    serve: async (job) => {
      const { corpusFolder, models } = files;
      const child: ServingChildJob = { ...job, corpusFolder, models };
      const script = await scriptOf("experiments", "bench", "serving-child.ts");
      const by = "backend" in job ? `${job.backend} (${job.kind})` : job.kind;
      return measureProgram(by, process.execPath, [script, JSON.stringify(child)]);
    },
    workers: async (backend, count) => {
      const { corpusFolder } = files;
      return measureWorkers({ executor, corpusFolder, modelFolder: await modelFolder() }, backend, count);
    },
    python: async (script, sizes) => {
      const python = process.env.PEERS_PYTHON;
      if (!python) throw new SideFailed("PEERS_PYTHON is not set");
      return measureProgram(script, python, [join(projectFolder, PEERS_FOLDER, script), ...peerArgs(files, sizes)]);
    },
    node: async (script, sizes) =>
      measureProgram(script, process.execPath, [await scriptOf(PEERS_FOLDER, script), ...peerArgs(files, sizes)]),
    fasttext: async () => measureFasttext(await fasttext()),
    embedding: async () => {
      const installed = process.env.PEERS_NPM;
      if (!installed) throw new SideFailed("PEERS_NPM is not set");
      const script = join(projectFolder, PEERS_FOLDER, "embed-texts.mjs");
      return measureProgram("embed-texts.mjs", process.execPath, [script, installed, BENCH_ENCODER, await sentences()]);
    },
    start: async (start) => measureStart(start, await doneRun()),
    tsx: () => measureTsx(folder),
    oneCell: async (backend, start) => {
      const runs = await runFiles();
      return runOneCell(runs, backend, await (start === "prepared" ? preparedFolder() : emptyFolder(runs)));
    },
    fasttextRun: async () => runFasttext(await runFiles()),
    quant: async (side) => runQuant(codeOf(side), await emptyFolder({ folder })),
    overQueue: (workers) => runOverQueue(folder, workers),
    plan: async (matrix, side) => planLarge(codeOf(side), matrix, await planning[side]()),
  };
}

function peerArgs({ peerIds, peerLabels }: BenchFiles, sizes: PeerSizes): string[] {
  const { vocabulary, maxLength } = BENCH_MODEL;
  const all = { rows: ENCODED_TEXTS, length: maxLength, vocabulary, ...sizes };
  return [peerIds, peerLabels, ...Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)])];
}
