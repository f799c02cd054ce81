import type { FailureKind, Phase, RunRecord } from "../../contract/index.ts";

/**
 * Why a planned run has no figures. `reason` and `error` are texts of runtimes and libraries, as the record has them;
 * "stale" has a record, which other code than the plan's made.
 */
export type NoFigures =
  | { readonly status: "missing" }
  | { readonly status: "stale" }
  | { readonly status: "skipped"; readonly reason: string }
  | { readonly status: "failed"; readonly failure: FailureKind; readonly phase: Phase; readonly error: string }
  /** `teacher` is the one that was being trained, null outside a distillation. */
  | { readonly status: "timeout"; readonly phase: Phase; readonly limitMs: number; readonly teacher: string | null };

/** Null for a record that has figures; the code that made it is the caller's concern. */
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
