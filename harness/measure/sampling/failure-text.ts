import type { PhaseOutcome } from "../phases/run-phase.ts";

/** Why a phase gave no sample, as the end of a sentence. */
export function failureText(outcome: Exclude<PhaseOutcome<unknown>, { status: "done" }>): string {
  switch (outcome.status) {
    case "unavailable":
      return outcome.reason;
    case "failed":
      return `failed (${outcome.kind}): ${outcome.error.split("\n")[0]}`;
    case "timeout":
      return `took longer than ${outcome.limitMs / 1000} s`;
  }
}
