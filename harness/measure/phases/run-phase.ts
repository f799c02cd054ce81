import {
  BackendError,
  BackendUnavailable,
  ConfigError,
  DataError,
  NonFiniteError,
  RecordError,
  WrongDeviceError,
} from "../../base/errors.ts";
import type { FailureKind } from "../../contract/index.ts";
import type { ShareOutJob } from "./owned-rows.io.ts";
import type { AnswerJob, CompressJob, CompressReport, TrainJob } from "./phase-jobs.ts";
import { plannedSource } from "./planned-source.ts";
import type { PrepareJob } from "./prepare.io.ts";
import type { ProbeJob, ProbeReport } from "./probe.ts";
import type { SampleJob, SampleReport } from "./sample.io.ts";
import type { ServeJob, ServeReport } from "./serve.io.ts";
import type { AnswerReport } from "./teaching-job.ts";
import type { PhaseTools } from "./tools.ts";
import type { TrainingReport } from "./training-folder.io.ts";

/** The job and the report of each phase. Both are plain data that can be sent between processes. */
export interface PhaseTable {
  prepare: { job: PrepareJob | ShareOutJob; report: undefined };
  train: { job: TrainJob; report: TrainingReport };
  /** Lets a teacher of another source answer a student's texts. */
  answer: { job: AnswerJob; report: AnswerReport };
  compress: { job: CompressJob; report: CompressReport };
  serve: { job: ServeJob; report: ServeReport };
  /** Takes one sample of the serving of a finished cell: in the rounds of a run, and for a regression check. */
  sample: { job: SampleJob; report: SampleReport };
  /** Not part of a run: reports whether a backend is available and works. */
  probe: { job: ProbeJob; report: ProbeReport };
}

export type PhaseCall = { [P in keyof PhaseTable]: { phase: P; job: PhaseTable[P]["job"] } }[keyof PhaseTable];

export type PhaseOutcome<R> =
  | { readonly status: "done"; readonly report: R }
  | { readonly status: "unavailable"; readonly reason: string }
  | { readonly status: "failed"; readonly kind: FailureKind; readonly error: string }
  | { readonly status: "timeout"; readonly limitMs: number };

/** Runs one phase in this process. Any error becomes an outcome. Each phase loads only its own code. */
export async function runPhase(call: PhaseCall, tools: PhaseTools): Promise<PhaseOutcome<unknown>> {
  try {
    return { status: "done", report: await dispatch(call, tools) };
  } catch (error) {
    if (error instanceof BackendUnavailable) return { status: "unavailable", reason: error.message };
    return { status: "failed", ...classify(error) };
  }
}

async function dispatch(call: PhaseCall, tools: PhaseTools): Promise<unknown> {
  switch (call.phase) {
    case "prepare":
      return (await import("./prepare.io.ts")).prepare(call.job, tools);
    case "train":
      return (await plannedSource(call.job, tools)).train(call.job, tools);
    case "answer":
      return (await import("./answer.io.ts")).answer(call.job, tools);
    case "compress":
      return (await plannedSource(call.job, tools)).compress(call.job, tools);
    case "serve":
      return (await import("./serve.io.ts")).serve(call.job, tools);
    case "sample":
      return (await import("./sample.io.ts")).sample(call.job, tools);
    case "probe":
      return (await import("./probe.ts")).probe(call.job, tools);
  }
}

/** What a user may not do with a file: something to set right on the machine, and no bug. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS"]);

/** Classifies an error for a record. A bug keeps its stack, the other kinds only their message. */
export function classify(error: unknown): { kind: FailureKind; error: string } {
  if (!(error instanceof Error)) return { kind: "bug", error: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return { kind: "disk-full", error: error.message };
  if (code !== undefined && NOT_ALLOWED.has(code)) return { kind: "bad-input", error: error.message };
  if (error instanceof BackendError) return { kind: "backend", error: error.message };
  if (error instanceof WrongDeviceError) return { kind: "wrong-device", error: error.message };
  if (error instanceof NonFiniteError) return { kind: "non-finite", error: error.message };
  if (error instanceof ConfigError || error instanceof DataError || error instanceof RecordError) {
    return { kind: "bad-input", error: error.message };
  }
  if (/out of memory|allocation failed|bad_alloc|OOM when allocating/i.test(error.message)) {
    return { kind: "out-of-memory", error: error.message };
  }
  return { kind: "bug", error: error.stack ?? error.message };
}
