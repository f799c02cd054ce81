import { runKey } from "./cell-id.ts";
import type { RunRecord } from "./record.ts";
import type { ServingSample } from "./serving-sample.ts";

/** A line of records.jsonl, the record of a cell, or of samples.jsonl, a sample of a finished cell's serving. */
export type RunLine = RunRecord | ServingSample;

export function isSample(line: RunLine): line is ServingSample {
  return "kind" in line && line.kind === "sample";
}

export function recordsIn(lines: readonly RunLine[]): RunRecord[] {
  return lines.filter((line): line is RunRecord => !isSample(line));
}

export function samplesIn(lines: readonly RunLine[]): ServingSample[] {
  return lines.filter(isSample);
}

/** The runKey of the cell that a sample is of. */
export function sampledKey({ experiment, repeat }: Pick<ServingSample, "experiment" | "repeat">): string {
  return runKey({ experiment: { id: experiment }, repeat });
}

/** The machine that made a record: its times are compared with those of the same machine alone. */
export function recordMachine({ host: { fingerprint, machine } }: Pick<RunRecord, "host">): string {
  return machineKey(fingerprint, machine);
}

/** The machine that took a sample, or measured a mark. */
export function sampleMachine({ host, machine }: Pick<ServingSample, "host" | "machine">): string {
  return machineKey(host, machine);
}

/** Older records and samples name the kind of machine alone. */
function machineKey(fingerprint: string, machine = ""): string {
  return `${fingerprint} ${machine}`;
}

/** Whether a sample is of what a record measured: by the same code, and not from before the cell was measured again. */
export function isSampleOf(sample: ServingSample, record: RunRecord): boolean {
  return sampledKey(sample) === runKey(record) && sample.code === record.code && sample.startedAt >= record.startedAt;
}
