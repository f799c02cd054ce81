/** Several workers of a training, in processes of their own. */
import { fork } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSynthetic } from "../../../../data/synthetic.ts";
import { ownMeasuringCode } from "../../../../experiments/phase-processes.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../../../harness/classifier/quantizations/registry.ts";
import type { TrainingSpec } from "../../../../harness/contract/index.ts";
import type { TrainJob } from "../../../../harness/measure/phases/phase-jobs.ts";
import { readTrainedWeights } from "../../../../harness/measure/phases/sources/reference/trained-files.io.ts";
import { childExecutor } from "../../../../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../../../../harness/measure/runner/executor.ts";
import { NO_LIMIT, phasesHere, reportOf } from "../../../fixtures/phases.ts";
import { isAlive, waitFor } from "../../../fixtures/processes.ts";

const DATASET = "synthetic:rows=120,words=60,length=10";
const MODEL = { vocabulary: 80, maxLength: 12, embedding: 4, hidden: [5], pooling: "all" } as const;
const TRAINING: TrainingSpec = {
  backend: "javascript",
  optimizer: { name: "adam", learningRate: 0.01 },
  schedule: { name: "constant" },
  batchSize: 12,
  epochs: 3,
  validation: 0.1,
  threads: 1,
  seed: 1,
};

let folder: string;
let script: string;
let executor: Executor;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-workers-"));
  script = (await ownMeasuringCode()).script;
  executor = childExecutor(script);
  const { vocabulary, maxLength } = MODEL;
  const corpus = {
    tokenizer: { segmenter: "words", fitOn: "train" },
    vocabulary,
    maxLength,
    keep: "end",
    bigrams: 0,
    validation: TRAINING.validation,
  } as const;
  const { id } = await openSynthetic(DATASET.slice("synthetic:".length));
  const job = { datasetSpec: DATASET, datasetId: id, corpus, corpusFolder: join(folder, "corpus") };
  reportOf(await phasesHere(folder).run("prepare", job, NO_LIMIT));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function jobOf(name: string, training: Partial<TrainingSpec>): TrainJob {
  return {
    corpusFolder: join(folder, "corpus"),
    model: MODEL,
    training: { ...TRAINING, ...training },
    trainedWith: [],
    trainingFolder: join(folder, name),
    trainRun: "run#1@now",
  };
}

/** A job of workers with rows of their own, which are laid apart first. */
async function ownedJobOf(
  name: string,
  training: Partial<TrainingSpec> & { readonly workers: number },
): Promise<TrainJob> {
  const { workers, owners = "alike" } = training;
  const folders = { corpusFolder: join(folder, "corpus"), ownersFolder: join(folder, `corpus-${name}`) };
  reportOf(await phasesHere(folder).run("prepare", { ...folders, workers, owners }, NO_LIMIT));
  return { ...jobOf(name, training), ownersFolder: folders.ownersFolder };
}

async function weightsOf(name: string): Promise<number[]> {
  const { weights } = modelFormat.read(await readTrainedWeights(join(folder, name)));
  return [...weights.values()].flatMap((tensor) => [...dequantize(tensor)]);
}

describe("three workers", () => {
  test("train the weights of one, and report what they exchanged", async () => {
    const alone = reportOf(await executor.run("train", jobOf("one", {}), NO_LIMIT));
    const together = reportOf(await executor.run("train", jobOf("three", { workers: 3 }), NO_LIMIT));
    const [one, three] = [await weightsOf("one"), await weightsOf("three")];
    expect(Math.max(...three.map((weight, index) => Math.abs(weight - one[index]!)))).toBeLessThan(1e-5);
    expect(alone.together).toBeUndefined();
    expect(together.history.map(({ testAccuracy }) => testAccuracy)).toEqual(
      alone.history.map(({ testAccuracy }) => testAccuracy),
    );
    const { workers, exchanges, numbers, sentBytes, alone: epoch } = together.together!;
    expect([workers, exchanges, epoch.steps]).toEqual([3, together.trainSteps, together.trainSteps / 3]);
    // Each number goes over two links of three, twice; each of four messages of each worker stands behind a length of four bytes.
    expect(sentBytes).toBe(4 * 8 * numbers + exchanges * 3 * 4 * 4);
    expect(together.peakRssBytes!).toBeGreaterThan(2 * alone.peakRssBytes!);
  });

  test("average weights after every round", async () => {
    const { together } = reportOf(
      await executor.run("train", await ownedJobOf("rounds", { workers: 3, sync: "round" }), NO_LIMIT),
    );
    expect(together!.exchanges).toBe(TRAINING.epochs);
  });

  test("own rows that differ, and send masked weights of four bytes alone", async () => {
    const training = { workers: 3, sync: "round", owners: 0.5, proximal: 0.1, secure: true } as const;
    const { together } = reportOf(await executor.run("train", await ownedJobOf("owners", training), NO_LIMIT));
    const { exchanges, numbers, sentBytes, owners } = together!;
    const rows = owners!.map((owner) => owner.rows);
    expect(rows.reduce((sum, own) => sum + own, 0)).toBe(86);
    expect(new Set(rows).size).toBeGreaterThan(1);
    for (const { testAccuracy } of owners!) expect(testAccuracy).toBeGreaterThan(0);
    // Nothing else goes over the links: the weights of the table and one loss, in each of three rounds.
    expect(exchanges).toBe(TRAINING.epochs);
    expect(sentBytes).toBe(4 * 4 * numbers + exchanges * 3 * 4 * 4);
  });

  test("go on when a fourth drops out under masks, which tells what its rows give alone", async () => {
    const training = { workers: 4, sync: "round", owners: 0.5, secure: true, leaving: 1 } as const;
    const report = reportOf(await executor.run("train", await ownedJobOf("leaving", training), NO_LIMIT));
    const { workers, exchanges, owners } = report.together!;
    expect([workers, exchanges]).toEqual([4, TRAINING.epochs]);
    expect(owners!.reduce((sum, { rows }) => sum + rows, 0)).toBe(86);
    // Halfway through three rounds it has taken part in one.
    expect(owners!.map(({ leftAfter }) => leftAfter)).toEqual([undefined, undefined, undefined, 1]);
    for (const { testAccuracy } of owners!) expect(testAccuracy).toBeGreaterThan(0);
    expect(report.history.at(-1)!.testAccuracy).toBeGreaterThan(0.5);
  });

  test("on a backend that trains alone are refused", async () => {
    const outcome = await executor.run("train", jobOf("onnx", { workers: 3, backend: "onnx" }), NO_LIMIT);
    expect(JSON.stringify(outcome)).toContain('backend \\"onnx\\" trains alone, and training.workers is 3');
  });
});

describe.skipIf(process.platform !== "linux")("a training of three workers that does not end by itself", () => {
  const endless = (name: string) => jobOf(name, { workers: 3, epochs: 10_000 });

  test("ends with a clear failure when a worker is killed, and leaves no other", async () => {
    const before = new Set(await descendants(process.pid));
    const running = executor.run("train", endless("killed"), NO_LIMIT);
    const others = await waitFor(async () => {
      const started = (await descendants(process.pid)).filter((pid) => !before.has(pid));
      return started.length === 3 ? started : null;
    });
    // Once they train.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    process.kill(others.at(-1)!, "SIGKILL");
    expect(await running).toMatchObject({
      status: "failed",
      kind: "backend",
      error: expect.stringMatching(/worker [23] of 3 ended while it trained \(SIGKILL\)/),
    });
    await waitFor(async () => (others.some(isAlive) ? null : true));
  });

  test("ends with its parent", async () => {
    const parent = join(folder, "parent.mjs");
    await writeFile(
      parent,
      `import { fork } from "node:child_process";
       const child = fork(${JSON.stringify(script)}, [], { serialization: "advanced" });
       child.send({ phase: "train", job: ${JSON.stringify(endless("orphaned"))} });`,
    );
    const started = fork(parent, [], { stdio: "ignore" });
    const all = await waitFor(async () => {
      const below = await descendants(started.pid!);
      return below.length === 3 ? below : null;
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(all.every(isAlive)).toBe(true);
    started.kill("SIGKILL");
    await waitFor(async () => (all.some(isAlive) ? null : true));
  });
});

/** Processes that descend from one, those that started last at the end. */
async function descendants(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8").catch(() => "")),
  );
  const children = lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
  const below = await Promise.all(children.map(descendants));
  return [...children, ...below.flat()].sort((a, b) => a - b);
}
