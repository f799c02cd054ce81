import { describe, expect, test } from "vitest";
import type { CorpusSpec } from "../../../../harness/classifier/text/corpus.ts";
import type { Phase, PlannedCell, RunRecord } from "../../../../harness/contract/index.ts";
import { estimateCost } from "../../../../harness/judge/pricing/cost.ts";
import { corpusKey, trainingKey } from "../../../../harness/measure/artifact-keys.ts";
import { runRepeats } from "../../../../harness/measure/machine/repeats.ts";
import type { PrepareJob } from "../../../../harness/measure/phases/prepare.io.ts";
import type { PhaseOutcome, PhaseTable } from "../../../../harness/measure/phases/run-phase.ts";
import type { Executor } from "../../../../harness/measure/runner/executor.ts";
import { runPlan } from "../../../../harness/measure/runner/run-plan.ts";
import type { RunStore } from "../../../../harness/measure/runner/run-store.ts";
import { beside } from "../../../fixtures/disturbances.ts";
import { quantRun } from "../../../fixtures/records.ts";

type Reports = { [P in Phase]: PhaseTable[P]["report"] };
type Script = Partial<{
  [P in keyof PhaseTable]: (job: PhaseTable[P]["job"]) => PhaseOutcome<PhaseTable[P]["report"]>;
}>;

const PRICE = {
  id: "test/offer/here/on-demand",
  usdPerHour: 0.36,
  source: "made up for this test",
  date: "2026-01-01",
  region: "here",
  terms: "on-demand",
  billing: { granularitySeconds: 1, minimumSeconds: 60 },
};

const EXECUTED = { device: "cpu", provider: "p", kernelPrecision: "float32", threads: 1, library: "l 1.0.0" };

const REPORTS: Reports = {
  prepare: undefined,
  train: {
    trainRun: "",
    history: [],
    executed: EXECUTED,
    stopped: { epoch: 2, bestEpoch: 1, plannedEpochs: 3, savedSteps: 10 },
    reducedAfter: null,
    evaluationWallMs: 30,
    trainSteps: 20,
    trainWallMs: 5000,
    processWallMs: 6000,
    peakRssBytes: 2e8,
    disturbance: null,
  },
  answer: { answersWallMs: 40, processWallMs: 90 },
  compress: {
    compressWallMs: 1000,
    processWallMs: 2000,
    graph: "9a4b",
    modelBytes: 10,
    modelGzipBytes: 5,
    artifactBytes: 20,
  },
  serve: {
    quality: {
      accuracy: 0.8,
      loss: 0.4,
      f1: 0.8,
      trainAccuracy: 0.9,
      validationAccuracy: 0.8,
      positive: null,
      testRows: 5,
      correct: "Dw==",
      test: null,
      validation: null,
    },
    corpus: {
      rows: { train: 20, validation: 5, test: 5 },
      cutRows: { train: 2, validation: 0, test: 1 },
      seen: "Ag==",
      seenRows: 1,
      nearDuplicates: 0,
    },
    executed: { ...EXECUTED, inputForm: "distinct" },
    usage: {
      coldStartMs: 90,
      tokenizeTextsPerSecond: 5e5,
      serve: {
        p50Ms: 1,
        p90Ms: null,
        p99Ms: null,
        queries: 10,
        textsPerSecond: 100_000,
        textsPerSecondRange: [90_000, 110_000],
        measuredMs: 4000,
      },
      peakRssBytes: 1e8,
      baselineRssBytes: 5e7,
      peakVramBytes: null,
    },
    processWallMs: 7000,
    disturbance: null,
  },
};

function madeBy(job: PhaseTable["prepare"]["job"]): string {
  return "ownersFolder" in job ? job.ownersFolder : job.corpusFolder;
}

/** A store in memory, and an executor that follows a script and keeps artifacts as a real phase would. */
function simulate(script: Script = {}) {
  const jobs: PhaseTable["train"]["job"][] = [];
  const records: RunRecord[] = [];
  const calls: string[] = [];
  /** Phases during which the process of the next one was started. */
  const startedAhead: string[] = [];
  const corpora = new Set<string>();
  const trainings = new Map<string, Reports["train"]>();
  const store: RunStore = {
    corpusFolder: (key) => key,
    trainingFolder: (key) => key,
    answersFolder: (key) => key,
    featuresPath: (key) => key,
    findAnswers: async () => null,
    modelFolder: (id) => id,
    hasCorpus: async (key) => corpora.has(key),
    findTraining: async (key) => trainings.get(key) ?? null,
    modelState: async () => "whole",
    append: async (record) => {
      records.push(record);
    },
    appendSample: async () => undefined,
  };
  const executor: Executor = {
    run: async (phase, job, { signal, onTimed }) => {
      signal.throwIfAborted();
      calls.push(phase);
      onTimed?.();
      const done = { status: "done", report: REPORTS[phase as Phase] } as PhaseOutcome<never>;
      const outcome = (script[phase as Phase] as ((job: unknown) => PhaseOutcome<never>) | undefined)?.(job) ?? done;
      if (outcome.status !== "done") return outcome;
      if (phase === "train") jobs.push(job as PhaseTable["train"]["job"]);
      if (phase === "prepare") corpora.add(madeBy(job as PhaseTable["prepare"]["job"]));
      if (phase !== "train") return outcome;
      const { trainingFolder, trainRun } = job as PhaseTable["train"]["job"];
      const report = { ...REPORTS.train, ...(outcome.report as Partial<Reports["train"]>), trainRun };
      trainings.set(trainingFolder, report);
      return { status: "done", report } as PhaseOutcome<never>;
    },
    startAhead: () => {
      startedAhead.push(calls.at(-1)!);
    },
    close: () => undefined,
  };
  return { records, calls, startedAhead, jobs, store, executor };
}

const { plan } = quantRun();
const host = { cpu: "c", cores: 2, memoryBytes: 1, os: "o", node: "n", fingerprint: "f" };

async function execute(
  simulation: ReturnType<typeof simulate>,
  cells: readonly PlannedCell[],
  stop?: AbortSignal,
  mayStart: (cell: PlannedCell) => boolean = () => true,
  mayRepeat: (cell: PlannedCell) => boolean = () => true,
) {
  const { store, executor } = simulation;
  await runPlan({
    plan: { ...plan, cells, sources: [{ id: "folder:a@1", spec: "folder:a" }] },
    cells,
    executor,
    store,
    host,
    costOf: (usage) => estimateCost(usage, PRICE),
    limitMs: 1000,
    signal: stop ?? new AbortController().signal,
    repeats: runRepeats(),
    mayStart,
    mayRepeat,
    now: () => new Date("2026-01-02T03:04:05.000Z"),
    onEvent: () => undefined,
  });
}

describe("running a plan", () => {
  test("equal trainings run once, and each of their cells records the cost and the run", async () => {
    const simulation = simulate();
    await execute(simulation, plan.cells);
    const distinct = new Set(plan.cells.map((cell) => trainingKey(cell, plan.code)));
    const corpora = new Set(plan.cells.map((cell) => corpusKey(cell, plan.code)));
    expect(simulation.calls.filter((phase) => phase === "train").length).toBe(distinct.size);
    expect(simulation.calls.filter((phase) => phase === "prepare").length).toBe(corpora.size);
    expect(simulation.records.length).toBe(plan.cells.length);
    const runs = simulation.records.map((record) => (record.status === "ok" ? record.usage.trainRun : ""));
    expect(new Set(runs).size).toBe(distinct.size);
    expect(runs[0]).toBe(`${plan.cells[0]!.experiment.id}#1@2026-01-02T03:04:05.000Z`);
  });

  test("rows of workers are laid apart before their training, once for all seeds", async () => {
    const simulation = simulate();
    const [cell] = plan.cells;
    const ofSeed = (seed: number): PlannedCell => ({
      ...cell!,
      experiment: {
        ...cell!.experiment,
        id: `seed-${seed}`,
        training: { ...cell!.experiment.training, workers: 2, sync: "round", owners: 0.5, seed },
      },
    });
    await execute(simulation, [ofSeed(1), ofSeed(2)]);
    const rest = ["train", "compress", "serve"];
    expect(simulation.calls).toEqual(["prepare", "prepare", ...rest, ...rest]);
    expect(new Set(simulation.jobs.map(({ ownersFolder }) => ownersFolder)).size).toBe(1);
  });

  test("once a phase has taken its timings the next one’s process starts, and none after the last", async () => {
    const simulation = simulate();
    await execute(simulation, plan.cells.slice(0, 2));
    expect(simulation.calls.at(-1)).toBe("serve");
    expect(simulation.startedAhead).toEqual(simulation.calls.slice(0, -1));
  });

  test("serving that was disturbed is timed again, at most twice, and the least disturbed time counts", async () => {
    const loads = [1, 0.5, 0.7, 0, 0.9, 0.1];
    const serve = () => ({
      status: "done" as const,
      report: { ...REPORTS.serve, processWallMs: loads.length, disturbance: beside(loads.shift()!) },
    });
    const simulation = simulate({ serve });
    await execute(simulation, plan.cells.slice(0, 3));
    const usages = simulation.records.map((record) => (record.status === "ok" ? record.usage : null));
    expect(usages.map((usage) => usage?.serveDisturbance?.foreignCpuShare)).toEqual([0.5, 0, 0.1]);
    expect(usages.map((usage) => usage?.serveAttempts)).toEqual([3, undefined, 2]);
    expect(usages.map((usage) => usage?.processWallMs.serve)).toEqual([5, 3, 1]);
    expect(usages.map((usage) => usage?.trainDisturbance)).toEqual([undefined, undefined, undefined]);
  });

  test("serving that may not be timed again is kept as it was", async () => {
    const loads = [1, 0.5, 0.7];
    const serve = () => ({
      status: "done" as const,
      report: { ...REPORTS.serve, disturbance: beside(loads.shift()!) },
    });
    const simulation = simulate({ serve });
    let asked = 0;
    const firstOnly = () => {
      asked += 1;
      return asked === 1;
    };
    await execute(simulation, plan.cells.slice(0, 1), undefined, () => true, firstOnly);
    const [record] = simulation.records;
    expect(record).toMatchObject({ usage: { serveAttempts: 2, serveDisturbance: { foreignCpuShare: 0.5 } } });
  });

  test("costs are seconds times the rate", async () => {
    const simulation = simulate();
    await execute(simulation, plan.cells.slice(0, 1));
    const [record] = simulation.records;
    if (record?.status !== "ok") throw new Error("the cell did not finish");
    expect(record.cost.trainUsd).toBeCloseTo(0.0005, 12); // 5 s at $0.36 per hour
    expect(record.cost.runUsd).toBeCloseTo(0.001, 12); // 5 + 1 + 4 s
    expect(record.cost.billedUsd).toBeCloseTo(0.006, 12); // 6 + 2 + 7 s, billed as the minimum of 60
    expect(record.cost.usdPerMillionTexts).toBeCloseTo(0.001, 12); // 10 s per million
  });

  test("a record holds the course of its training, and null for what did not apply", async () => {
    const simulation = simulate();
    await execute(simulation, plan.cells.slice(0, 1));
    expect(simulation.records[0]).toMatchObject({
      training: {
        history: [],
        executed: EXECUTED,
        stopped: { epoch: 2, bestEpoch: 1, plannedEpochs: 3, savedSteps: 10 },
        reducedAfter: null,
        evaluationWallMs: 30,
      },
    });
  });

  test("texts are prepared as the model reads them: so many words, of the end that it keeps", async () => {
    const read: unknown[] = [];
    const simulation = simulate({
      prepare: (job) => {
        const { maxLength, keep } = (job as PrepareJob).corpus as CorpusSpec;
        read.push({ maxLength, keep });
        return { status: "done", report: undefined };
      },
    });
    const [cell] = plan.cells;
    const { experiment } = cell!;
    const started = { ...cell!, experiment: { ...experiment, model: { ...experiment.model, keep: "start" as const } } };
    await execute(simulation, [cell!, started]);
    expect(read).toEqual([
      { maxLength: 500, keep: "end" },
      { maxLength: 500, keep: "start" },
    ]);
  });

  test("a record holds the facts of the texts that it was scored on", async () => {
    const simulation = simulate();
    await execute(simulation, plan.cells.slice(0, 1));
    expect(simulation.records[0]).toMatchObject({
      corpus: { seen: "Ag==", seenRows: 1, cutRows: { train: 2, test: 1 } },
    });
  });

  test("a training that fails is not retried; each of its cells records the failure", async () => {
    const failure = { status: "failed", kind: "out-of-memory", error: "no room" } as const;
    const simulation = simulate({ train: () => failure });
    const sameTraining = plan.cells.filter(
      (cell) => trainingKey(cell, plan.code) === trainingKey(plan.cells[0]!, plan.code),
    );
    expect(sameTraining.length).toBeGreaterThan(1);
    await execute(simulation, sameTraining);
    expect(simulation.calls).toEqual(["prepare", "train"]);
    for (const record of simulation.records) expect(record).toMatchObject({ ...failure, phase: "train" });
    expect(simulation.records.length).toBe(sameTraining.length);
  });

  test("a cell that fails does not affect the others", async () => {
    let turn = 0;
    const simulation = simulate({
      serve: () => {
        turn += 1;
        if (turn === 2) return { status: "timeout", limitMs: 1000 };
        return turn === 3
          ? { status: "unavailable", reason: "no such device" }
          : { status: "done", report: REPORTS.serve };
      },
    });
    await execute(simulation, plan.cells.slice(0, 4));
    expect(simulation.records.map(({ status }) => status)).toEqual(["ok", "timeout", "skipped", "ok"]);
    expect(simulation.records[1]).toMatchObject({ phase: "serve", limitMs: 1000 });
    expect(simulation.records[2]).toMatchObject({ reason: "no such device" });
  });

  test("stopping keeps finished cells and starts no others", async () => {
    const stop = new AbortController();
    let served = 0;
    const simulation = simulate({
      serve: () => {
        served += 1;
        if (served === 2) stop.abort(new Error("stopped"));
        return { status: "done", report: REPORTS.serve };
      },
    });
    await expect(execute(simulation, plan.cells, stop.signal)).rejects.toThrow("stopped");
    expect(simulation.records.length).toBe(2);
  });

  test("a cell that may not start ends the run, and so do all after it", async () => {
    const simulation = simulate();
    await execute(simulation, plan.cells, undefined, (cell) => cell !== plan.cells[3]);
    expect(simulation.records.map(({ experiment }) => experiment.id)).toEqual(
      plan.cells.slice(0, 3).map(({ experiment }) => experiment.id),
    );
  });
});

describe("running a student", () => {
  const [plain, other] = plan.cells as [PlannedCell, PlannedCell];
  const wide = { ...plain.experiment, id: "wide", model: { ...plain.experiment.model, embedding: 64 } };
  const second = { ...wide, id: "wide2", training: { ...wide.training, seed: 77 } };
  const student: PlannedCell = {
    ...other,
    experiment: { ...other.experiment, id: "student", techniques: [{ name: "distill" }] },
    trainedWith: [{ name: "distill" }],
    teachers: [wide, second],
  };
  const teacher: PlannedCell = { ...plain, experiment: wide };
  const at = "2026-01-02T03:04:05.000Z";

  test("its teachers train before it, and the teacher's own cell reuses the training", async () => {
    const simulation = simulate();
    await execute(simulation, [student, teacher, { ...student, experiment: { ...student.experiment, id: "again" } }]);
    expect(simulation.records.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
    expect(simulation.jobs.map(({ trainRun }) => trainRun)).toEqual([
      `wide#1@${at}`,
      `wide2#1@${at}`,
      `student#1@${at}`,
    ]);
    expect(simulation.jobs[0]).not.toHaveProperty("teaching");
    const key = (experiment: typeof wide) => trainingKey({ experiment, repeat: 1, trainedWith: [] }, plan.code);
    const took = { trainWallMs: 5000, processWallMs: 6000 };
    expect(simulation.jobs[2]!.teaching).toEqual({
      teachers: [
        { trainingFolder: key(wide), trainRun: `wide#1@${at}`, ...took },
        { trainingFolder: key(second), trainRun: `wide2#1@${at}`, ...took },
      ],
      segmenter: "words",
      unlabelled: [],
    });
  });

  test("its cost includes its teachers', even if its training is reused", async () => {
    const teaching = { trainWallMs: 10_000, answersWallMs: 1000, processWallMs: 12_000, trainRuns: ["w", "w2"] };
    const report = { ...REPORTS.train, teaching };
    const simulation = simulate({
      train: ({ teaching: job }) => ({ status: "done", report: job === undefined ? REPORTS.train : report }),
    });
    await execute(simulation, [student, { ...student, experiment: { ...student.experiment, id: "again" } }]);
    expect(simulation.calls.filter((phase) => phase === "train")).toHaveLength(3);
    for (const record of simulation.records) {
      if (record.status !== "ok") throw new Error("the cell did not finish");
      expect(record.usage.teaching).toEqual(teaching);
      expect(record.cost.trainUsd).toBeCloseTo(0.0016, 12); // 5 + 10 + 1 s at $0.36 per hour
      expect(record.cost.teacherUsd).toBeCloseTo(0.0011, 12);
    }
  });

  test.each([
    [
      { status: "failed", kind: "out-of-memory", error: "no room" },
      { error: "the teacher wide (embedding 64, seed 1): no room" },
    ],
    [
      { status: "unavailable", reason: "no device" },
      { status: "skipped", reason: "the teacher wide (embedding 64, seed 1): no device" },
    ],
    [
      { status: "timeout", limitMs: 1000 },
      { status: "timeout", teacher: "the teacher wide (embedding 64, seed 1)" },
    ],
  ] as const)("a teacher that ended as %j ends its student so, and is tried once", async (outcome, recorded) => {
    const simulation = simulate({ train: () => outcome });
    await execute(simulation, [student, teacher, student]);
    expect(simulation.calls).toEqual(["prepare", "train"]);
    expect(simulation.records[0]).toMatchObject(recorded);
    expect(simulation.records[2]).toMatchObject(recorded);
    expect(JSON.stringify(simulation.records[1])).not.toContain("the teacher");
  });

  test("a teacher of another source that cannot answer ends its students so, and is asked once", async () => {
    const foreign = { ...wide, id: "foreign", model: { ...wide.model, source: "folder:a@1" } };
    const cell = { ...student, teachers: [foreign] };
    const simulation = simulate({ answer: () => ({ status: "failed", kind: "out-of-memory", error: "no room" }) });
    await execute(simulation, [cell, { ...cell, experiment: { ...cell.experiment, id: "again" } }]);
    expect(simulation.calls).toEqual(["prepare", "prepare", "train", "answer"]);
    const error = "the teacher foreign (folder:a@1, seed 1): no room";
    expect(simulation.records).toEqual([
      expect.objectContaining({ status: "failed", phase: "answer", error }),
      expect.objectContaining({ status: "failed", phase: "answer", error }),
    ]);
  });
});
