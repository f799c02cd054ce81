import type { PhaseCall, PhaseOutcome } from "../phases/run-phase.ts";

/** What a parent tells its child: the one phase that it is there for. */
export type ToChild = PhaseCall;

/** What a child tells its parent. */
export type ToParent =
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "outcome"; readonly outcome: PhaseOutcome<unknown> };
