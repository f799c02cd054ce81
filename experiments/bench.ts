/**
 * Measures speed against peers: `npm run bench -- --dataset csv:train.csv`. Both sides run in turn, several rounds, a
 * fresh process and one thread each; the figure is the ratio of the medians, since a time alone says nothing on a shared
 * machine. Set PEERS_PYTHON to a Python that has torch.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Command } from "commander";
import { median } from "simple-statistics";
import { Bench } from "tinybench";
import { openDataset } from "../data/registry.ts";
import { formatCount } from "../harness/analysis/format.ts";
import { codeHash } from "../harness/code-hash.io.ts";
import { ConfigError } from "../harness/errors.ts";
import type { Executor } from "../harness/execution/executor.ts";
import { type EncodedCorpus, readEncoded, readSample, readVocabulary } from "../harness/phases/corpus-files.io.ts";
import { toPaddedIds } from "../harness/text/encoded-texts.ts";
import { createTextEncoder } from "../harness/text/encoder.ts";
import { alignedTable } from "./aligned-table.ts";
import { main } from "./main.ts";
import { phaseProcesses, projectFolder } from "./phase-processes.ts";

interface Options {
  readonly dataset: string;
  readonly rounds: number;
  readonly json?: string;
}

/** One comparison: above 1 we are faster. */
interface BenchRow {
  readonly work: string;
  readonly backend: string;
  readonly peer: string;
  /** Median of the peer's times over the median of ours. */
  readonly ratio: number;
  /** Smallest and largest ratio of one round. */
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

const MODEL = { vocabulary: 10_000, maxLength: 500, embedding: 16, hidden: [24], pooling: "all" } as const;
const TOKENIZER = { segmenter: "words", fitOn: "train" } as const;
const TRAINED_TEXTS = 20_000;

const program = new Command("bench")
  .description("Compares the speed of pricewar's own steps with peers, in turn on this machine.")
  .option("--dataset <spec>", "texts to work on", "brown-press")
  .option("--rounds <count>", "rounds of each comparison", (text) => Number(text), 5)
  .option("--json <file>", "write the comparisons as JSON rows");

await main(program, async ({ dataset, rounds, json }: Options) => {
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new ConfigError("--rounds must be a whole number above 0");
  const folder = await mkdtemp(join(tmpdir(), "pricewar-bench-"));
  try {
    const executor = await phaseProcesses(await codeHash(projectFolder));
    const corpusFolder = join(folder, "corpus");
    await done(executor, "prepare", {
      datasetSpec: dataset,
      datasetId: (await openDataset(dataset, { baseFolder: process.cwd() })).id,
      corpus: { tokenizer: TOKENIZER, vocabulary: MODEL.vocabulary, maxLength: MODEL.maxLength, validation: 0 },
      corpusFolder,
    });
    console.log(await encodingSpeed(corpusFolder));
    const rows = await compareTraining(executor, folder, corpusFolder, rounds);
    if (rows.length > 0) console.log(`\n${rowsTable(rows)}`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Texts a second that tokenizing and encoding reach on one thread. */
async function encodingSpeed(corpusFolder: string): Promise<string> {
  const texts = await readSample(corpusFolder);
  const { segmenter } = TOKENIZER;
  const { maxLength } = MODEL;
  const encoder = createTextEncoder({ vocabulary: await readVocabulary(corpusFolder), segmenter, maxLength });
  const bench = new Bench({ time: 1000, warmupTime: 300 });
  bench.add("encode", () => void encoder.encode(texts));
  const [task] = await bench.run();
  if (task?.result.state !== "completed") throw new Error("the encoding benchmark did not finish");
  const perSecond = (ms: number) => formatCount((texts.length / ms) * 1000);
  const { p50, p75 } = task.result.latency;
  const bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  return `tokenizing and encoding: ${perSecond(p50)} texts a second (p75: ${perSecond(p75)}), ${Math.round(bytes)} characters a text`;
}

async function compareTraining(
  executor: Executor,
  folder: string,
  corpusFolder: string,
  rounds: number,
): Promise<BenchRow[]> {
  const python = process.env.PEERS_PYTHON;
  if (python === undefined) {
    console.log("torch is absent: set PEERS_PYTHON to a Python that has it to compare the training step");
    return [];
  }
  const peer = await exportForPeer(folder, await readEncoded(corpusFolder));
  const rows: BenchRow[] = [];
  for (const batchSize of [32, 256]) {
    for (const backend of ["onnx", "wasm"]) {
      const times: { ours: number; theirs: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        // Who runs first changes from round to round.
        const sides = [
          async () => ({ ours: await ourStepMs(executor, folder, corpusFolder, backend, batchSize, peer.rows) }),
          async () => ({ theirs: await torchStepMs(python, peer, batchSize) }),
        ];
        if (round % 2 === 1) sides.reverse();
        const [first, second] = [await sides[0]!(), await sides[1]!()];
        times.push({ ...first, ...second } as { ours: number; theirs: number });
      }
      rows.push(compare(`train step batch ${batchSize}`, backend, "torch", times));
    }
  }
  return rows;
}

function compare(
  work: string,
  backend: string,
  peer: string,
  times: readonly { ours: number; theirs: number }[],
): BenchRow {
  const ratios = times.map(({ ours, theirs }) => theirs / ours);
  return {
    work,
    backend,
    peer,
    ratio: median(times.map(({ theirs }) => theirs)) / median(times.map(({ ours }) => ours)),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    rounds: times.length,
  };
}

/** Milliseconds a step as a record would hold them: putting batches together included. */
async function ourStepMs(
  executor: Executor,
  folder: string,
  corpusFolder: string,
  backend: string,
  batchSize: number,
  rows: number,
): Promise<number> {
  const report = await done(executor, "train", {
    model: MODEL,
    training: {
      backend,
      optimizer: { name: "adam" },
      schedule: { name: "constant" },
      batchSize,
      epochs: Math.max(1, Math.round(TRAINED_TEXTS / rows)),
      validation: 0,
      threads: 1,
      seed: 1,
    },
    corpusFolder,
    trainingFolder: join(folder, "training"),
    trainRun: "bench",
  });
  return report.trainWallMs / report.trainSteps;
}

interface PeerData {
  readonly ids: string;
  readonly labels: string;
  readonly rows: number;
}

async function exportForPeer(folder: string, { train }: EncodedCorpus): Promise<PeerData> {
  const files = { ids: join(folder, "ids.i32"), labels: join(folder, "labels.f32") };
  await writeFile(files.ids, Int32Array.from(toPaddedIds(train.texts), Number));
  await writeFile(files.labels, Float32Array.from(train.labels));
  return { ...files, rows: train.texts.rows };
}

async function torchStepMs(python: string, { ids, labels, rows }: PeerData, batchSize: number): Promise<number> {
  const script = join(projectFolder, "tests", "peers", "torch_step.py");
  const sizes = {
    rows,
    length: MODEL.maxLength,
    vocabulary: MODEL.vocabulary,
    batch: batchSize,
    steps: Math.ceil(TRAINED_TEXTS / batchSize),
  };
  const flags = Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { stdout } = await promisify(execFile)(python, [script, ids, labels, ...flags]);
  return (JSON.parse(stdout) as { msPerStep: number }).msPerStep;
}

async function done<P extends Parameters<Executor["run"]>[0]>(
  executor: Executor,
  phase: P,
  job: Parameters<typeof executor.run<P>>[1],
) {
  const outcome = await executor.run(phase, job, { limitMs: 600_000, signal: new AbortController().signal });
  if (outcome.status !== "done") throw new ConfigError(`${phase} did not finish: ${JSON.stringify(outcome)}`);
  return outcome.report;
}

function rowsTable(rows: readonly BenchRow[]): string {
  const times = (ratio: number) => `${ratio.toFixed(2)}x`;
  return alignedTable(
    ["work", "backend", "peer", "times as fast", "rounds from", "to", "rounds"],
    rows.map(({ work, backend, peer, ratio, low, high, rounds }) => [
      work,
      backend,
      peer,
      times(ratio),
      times(low),
      times(high),
      String(rounds),
    ]),
  );
}
