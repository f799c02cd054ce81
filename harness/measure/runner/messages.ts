import type { PhaseCall, PhaseOutcome } from "../phases/run-phase.ts";
import type { ServingCalls } from "../phases/serving-calls.ts";

/** A parent's first message to its child: the phase to run. Each further one, which says nothing, gives it its turn. */
export type ToChild = PhaseCall | "turn";

/** Messages of a child to its parent. */
export type ToParent =
  | { readonly type: "progress"; readonly share: number }
  /** It waits for its turn to be timed. */
  | { readonly type: "ready" }
  /** It takes no more timings. */
  | { readonly type: "timed" }
  | { readonly type: "outcome"; readonly outcome: PhaseOutcome<unknown> };

/** What a phase asks of a process that it started to serve: first to open a model. That process ends with its channel. */
export interface ToServing {
  readonly id: number;
  readonly call: "open" | keyof ServingCalls;
  readonly input: unknown;
}

export type FromServing =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
