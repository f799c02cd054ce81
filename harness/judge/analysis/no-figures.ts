import type { FailureKind, Phase, RunRecord } from "../../contract/index.ts";

/**
 * Why a planned run has no figures. `reason` and `error` are messages from runtimes and libraries, as recorded; "stale"
 * has a record, but one made by different code than the plan's.
 */
export type NoFigures =
  | { readonly status: "missing" }
  | { readonly status: "stale" }
  | { readonly status: "skipped"; readonly reason: string }
  | { readonly status: "failed"; readonly failure: FailureKind; readonly phase: Phase; readonly error: string }
  /** `teacher` is the one that was being trained; null outside of distillation. */
  | { readonly status: "timeout"; readonly phase: Phase; readonly limitMs: number; readonly teacher: string | null };

/** Null for a record with figures, even a stale one: the caller checks its code. */
export function noFiguresOf(record: RunRecord | null): NoFigures | null {
  if (record === null) return { status: "missing" };
  switch (record.status) {
    case "ok":
      return null;
    case "skipped":
      return { status: "skipped", reason: record.reason };
    case "failed":
      return { status: "failed", failure: record.kind, phase: record.phase, error: record.error };
    case "timeout":
      return {
        status: "timeout",
        phase: record.phase,
        limitMs: record.limitMs,
        teacher: record.teacher ?? null,
      };
  }
}
