import { join } from "node:path";
import type { Redis } from "ioredis";
import { sha256Hex } from "../base/canonical-json.ts";
import { RecordError } from "../base/errors.ts";
import type { CostEstimate, Host, Plan, PlannedCell, ServingSample, Usage } from "../contract/index.ts";
import { type PlannedTraining, teacherTrainings, trainingKey } from "../measure/artifact-keys.ts";
import type { RunRepeats } from "../measure/machine/repeats.ts";
import type { Executor } from "../measure/runner/executor.ts";
import { jobsOf } from "../measure/runner/jobs.ts";
import { type CellSettings, recordOf, trainFor } from "../measure/runner/run-plan.ts";
import type { RunStore } from "../measure/runner/run-store.ts";
import { sampleServingRounds } from "../measure/sampling/serving-rounds.ts";
import { type ArtifactStore, passOn } from "./artifacts/artifact-store.ts";
import { fetchContent } from "./artifacts/contents.io.ts";
import { fetchModel, passOnModel } from "./artifacts/models.io.ts";
import { claim } from "./claim.io.ts";
import { type JobData, type JobOf, type JobResult, type PlanHeader, planHeaderSchema } from "./job-data.ts";
import { LaterError, RefusedError } from "./later-error.ts";
import { keysOf } from "./names.ts";
import type { OpenQueues } from "./open-queues.io.ts";
import { release } from "./release.io.ts";

export interface Execution {
  readonly redis: Redis;
  readonly code: string;
  readonly artifacts: ArtifactStore;
  readonly executor: Executor;
  readonly host: Host;
  /** Which disturbed timings are taken again, of all jobs together. */
  readonly repeats: RunRepeats;
  /** The store of a plan on this machine. */
  readonly openStore: (plan: PlanHeader, sha256: string) => Promise<RunStore>;
  /** Where files go that models and word vectors are read from, and that arrive with a plan. */
  readonly contentsFolder: string;
  /**
   * A plan with its data, and with `contents` by the ids of what they are, as this machine has them: jobs name no files of it.
   * @returns a sentence where it has not all that the plan needs
   */
  readonly ownPlan: (plan: PlanHeader, contents: ReadonlyMap<string, string>) => PlanHeader | string;
  readonly costOf: (plan: PlanHeader) => (usage: Usage, priceId: string) => CostEstimate;
  /** How many samples start side by side. */
  readonly together: (plan: Plan) => number;
  readonly timeLoop: () => number;
  readonly queues: OpenQueues;
}

/** Does the jobs of coordinators by the code of a local run. */
export function jobExecution(
  settings: Execution,
): (job: JobData, signal: AbortSignal, onStart: () => void) => Promise<JobResult> {
  const plans = new Map<string, Promise<Planned>>();
  const planOf = (sha256: string) => {
    const known = plans.get(sha256) ?? openPlan(settings, sha256);
    plans.set(sha256, known);
    // What went wrong may have been mended when the next job comes.
    known.catch(() => plans.delete(sha256));
    return known;
  };
  return async (job, signal, onStart) => {
    const planned = await planOf(job.plan);
    // What is refused has not begun.
    onStart();
    switch (job.kind) {
      case "train":
        return train(settings, planned, job, signal);
      case "release":
        return release(settings, job);
      case "cell":
        return runCell(settings, planned, job, signal);
      case "round":
        return sampleRound(settings, planned, job, signal);
    }
  };
}

interface Planned {
  readonly plan: Plan;
  readonly store: RunStore;
  readonly costOf: CellSettings["costOf"];
}

/** @throws RefusedError, RecordError */
async function openPlan(settings: Execution, sha256: string): Promise<Planned> {
  const { redis, code, ownPlan, openStore, costOf } = settings;
  const text = await redis.get(keysOf(code).plan(sha256));
  if (text === null) throw new LaterError("its plan is not there any more: its run leaves it again");
  if (sha256Hex(text) !== sha256) throw new RecordError("its plan is not what its job says: it was changed in Redis");
  const given = JSON.parse(text) as PlanHeader;
  const { error } = planHeaderSchema.safeParse(given);
  if (error !== undefined) throw new RecordError(`its plan cannot be read: ${error.message}`);
  if (given.code !== code)
    throw new RefusedError(`its plan is of the measuring code ${given.code}, and this is ${code}`);
  const plan = ownPlan(given, await fetchContents(settings, given));
  if (typeof plan === "string") throw new RefusedError(plan);
  return { plan: { ...plan, cells: [] }, store: await openStore(plan, sha256), costOf: costOf(plan) };
}

/** @returns where each is here, by its id */
async function fetchContents(
  { artifacts, contentsFolder }: Execution,
  { contents = [] }: PlanHeader,
): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  for (const { id, sha256, path } of contents) {
    const folder = join(contentsFolder, `content-${sha256}`);
    if (!(await fetchContent(artifacts, folder, sha256)))
      throw new LaterError(`${id} is not there any more: its run leaves it again`);
    places.set(id, join(folder, path));
  }
  return places;
}

function settingsOf(
  { executor, host, repeats }: Execution,
  { plan, store, costOf }: Planned,
  { limitMs }: Pick<JobData, "limitMs">,
  cell: PlannedCell,
  signal: AbortSignal,
): CellSettings {
  return {
    plan,
    cells: [cell],
    executor,
    store,
    host,
    costOf,
    limitMs,
    signal,
    repeats,
    now: () => new Date(),
    onEvent: () => undefined,
  };
}

async function train(
  settings: Execution,
  planned: Planned,
  job: JobOf<"train">,
  signal: AbortSignal,
): Promise<JobResult> {
  const { cell } = job;
  const { plan, store } = planned;
  const trainings: readonly PlannedTraining[] = [cell, ...teacherTrainings(cell)];
  const keys = trainings.map((training) => trainingKey(training, plan.code));
  const names = keysOf(settings.code);
  const give = await claim(settings.redis, keys.map(names.making), `${job.run} ${keys[0]}`);
  try {
    await fetchAnswers(settings, planned, cell);
    // What another worker has made meanwhile is there once it has given its claim.
    for (const key of keys) await fetchTraining(settings, planned, key);
    const unfinished = await trainFor(settingsOf(settings, planned, job, cell, signal), cell);
    for (const key of keys) {
      if ((await store.findTraining(key)) === null) continue;
      await settings.artifacts.share(sharedKey(plan, key), store.trainingFolder(key));
    }
    for (const { key } of jobsOf(plan, store).answers(cell)) {
      if ((await store.findAnswers(key)) === null) continue;
      await passOn(settings.artifacts, answersKey(plan, key), store.answersFolder(key));
    }
    return { kind: "trained", unfinished };
  } finally {
    await give();
  }
}

/**
 * Puts a training in its place as all workers have it. This one may have trained the same, and have lost the job before it could pass
 * that on: cells of one training would then have the weights of two.
 */
async function fetchTraining({ artifacts }: Execution, { plan, store }: Planned, key: string): Promise<void> {
  await artifacts.get(sharedKey(plan, key), store.trainingFolder(key));
}

async function fetchAnswers({ artifacts }: Execution, { plan, store }: Planned, cell: PlannedCell): Promise<void> {
  for (const { key } of jobsOf(plan, store).answers(cell)) {
    if ((await store.findAnswers(key)) === null) await artifacts.get(answersKey(plan, key), store.answersFolder(key));
  }
}

/** Of a training. A run that trains anew has keys of its own, since the first training under a key is everyone's. */
function sharedKey({ measuredSince }: PlanHeader, key: string): string {
  return measuredSince === undefined ? key : `${key}-${Date.parse(measuredSince)}`;
}

function answersKey(plan: PlanHeader, key: string): string {
  return `answers-${sharedKey(plan, key)}`;
}

async function runCell(
  settings: Execution,
  planned: Planned,
  job: JobOf<"cell">,
  signal: AbortSignal,
): Promise<JobResult> {
  const { cell } = job;
  const { plan, store } = planned;
  await fetchTraining(settings, planned, trainingKey(cell, plan.code));
  const record = await recordOf(settingsOf(settings, planned, job, cell, signal), cell);
  if (record.status !== "ok") return { kind: "recorded", record, model: null };
  const model = await passOnModel(settings.artifacts, store, cell.experiment.id);
  if (model === null) throw new RecordError(`${store.modelFolder(cell.experiment.id)}: is no whole model`);
  return { kind: "recorded", record, model };
}

async function sampleRound(
  { executor, host, repeats, artifacts, together, timeLoop }: Execution,
  { plan, store }: Planned,
  { round, cells, limitMs }: JobOf<"round">,
  signal: AbortSignal,
): Promise<JobResult> {
  // One that does not arrive is said to be missing where its sample is taken.
  for (const { cell, model } of cells) await fetchModel(artifacts, store, cell.experiment.id, model);
  const loads = new Map(cells.map(({ cell, load }) => [cell, load]));
  const samples: ServingSample[] = [];
  const unsampled: Extract<JobResult, { kind: "sampled" }>["unsampled"][number][] = [];
  const sampled = cells.map(({ cell }) => cell);
  await sampleServingRounds({
    plan,
    rounds: [{ round, cells: sampled }],
    executor,
    store: { ...store, appendSample: async (...taken) => void samples.push(...taken) },
    host,
    timeLoop,
    together: together({ ...plan, cells: sampled }),
    limitMs,
    signal,
    repeats,
    loadOf: (cell) => loads.get(cell),
    now: () => new Date(),
    onEvent: (event) => {
      if (event.type !== "unsampled") return;
      const { experiment, repeat } = event.cell;
      unsampled.push({ experiment: experiment.id, repeat, reason: event.reason });
    },
  });
  return { kind: "sampled", samples, unsampled };
}
