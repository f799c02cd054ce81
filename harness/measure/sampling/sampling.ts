import type { Disturbance } from "../../contract/disturbance.ts";
import type { PlannedCell } from "../../contract/index.ts";
import type { Sample, SampleRequest } from "../../contract/sample.ts";
import type { PlannedTraining } from "../artifact-keys.ts";
import type { Watched } from "../machine/repeats.ts";
import type { PhaseOutcome, PhaseTable } from "../phases/run-phase.ts";
import type { Executor } from "../runner/executor.ts";
import type { jobsOf } from "../runner/jobs.ts";
import { stepMs } from "./step-ms.ts";

/** Raised when the messages of `experiments/sample.ts` change: both commits of a check must use the same. */
export const SAMPLING_PROTOCOL = 1;

export type ToSampler = { readonly id: number; readonly request: SampleRequest };
export type FromSampler =
  | { readonly type: "ready"; readonly protocol: number }
  | {
      readonly type: "sampled";
      readonly id: number;
      readonly outcome: PhaseOutcome<Sample>;
      /** Commits that do not watch the machine leave it out. */
      readonly disturbance?: Disturbance | null;
    };

/** What a fresh process measured, or why it did not, and what else the machine did meanwhile. */
export interface TakenSample extends Watched {
  readonly outcome: PhaseOutcome<Sample>;
}

/** How long a sample times training steps: well above 100 ms, even if the other side is faster. */
const TRAIN_MS = 300;
/** One to warm up, and at least two for the median. */
const FEWEST_EPOCHS = 3;
const MOST_EPOCHS = 500;

/** Epochs of a training sample. @param epochMs duration of an epoch in a full training */
export function sampleEpochs(epochMs: number): number {
  return Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, 1 + Math.ceil(TRAIN_MS / epochMs)));
}

export interface Sampler {
  readonly executor: Executor;
  readonly jobs: ReturnType<typeof jobsOf>;
  /** Where a sample's weights go, which nothing reads. */
  readonly scratchFolder: string;
  /** Reports of the stored trainings of a training's teachers. */
  readonly teacherReports: (planned: PlannedTraining) => Promise<PhaseTable["train"]["report"][]>;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Takes one sample in a fresh process. */
export async function takeSample(sampler: Sampler, cell: PlannedCell, request: SampleRequest): Promise<TakenSample> {
  return request.phase === "serve" ? servingSample(sampler, cell) : trainingSample(sampler, cell, request.epochs);
}

async function servingSample({ executor, jobs, ...options }: Sampler, cell: PlannedCell): Promise<TakenSample> {
  const outcome = await executor.run("sample", { ...jobs.serve(cell), purpose: "check" }, options);
  if (outcome.status !== "done") return { outcome, disturbance: null };
  const { p50Ms, textsPerSecond, peakRssBytes, disturbance } = outcome.report;
  const values: Sample = {
    ...(p50Ms === null ? {} : { p50Ms }),
    textsPerSecond,
    ...(peakRssBytes === null ? {} : { peakRssBytes: { value: peakRssBytes, timedMs: null } }),
  };
  return { outcome: { status: "done", report: values }, disturbance };
}

async function trainingSample(sampler: Sampler, cell: PlannedCell, epochs: number): Promise<TakenSample> {
  const { executor, jobs, scratchFolder, teacherReports, ...options } = sampler;
  const job = jobs.train(cell, "sample", await teacherReports(cell), null);
  // Early stopping would make the length of a sample random.
  const { earlyStopping: _, ...training } = job.training;
  const sampled = { ...job, training: { ...training, epochs }, trainingFolder: scratchFolder };
  const outcome = await executor.run("train", sampled, options);
  if (outcome.status !== "done") return { outcome, disturbance: null };
  const { history, trainSteps, peakRssBytes, disturbance } = outcome.report;
  const clockMs = history.map(({ trainWallMs }) => trainWallMs);
  const values: Sample = {
    trainStepMs: { value: stepMs(clockMs, trainSteps / history.length), timedMs: clockMs.at(-1)! - clockMs[0]! },
    ...(peakRssBytes === null ? {} : { trainPeakRssBytes: { value: peakRssBytes, timedMs: null } }),
  };
  return { outcome: { status: "done", report: values }, disturbance };
}
