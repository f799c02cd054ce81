import type { PhaseCall, PhaseOutcome } from "../phases/run-phase.ts";

/** A parent's only message to its child: the phase to run. */
export type ToChild = PhaseCall;

/** Messages of a child to its parent. */
export type ToParent =
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "outcome"; readonly outcome: PhaseOutcome<unknown> };
