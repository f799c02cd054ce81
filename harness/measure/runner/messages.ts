import type { Keys } from "../../base/at-rest/keys.ts";
import type { RingPlace } from "../../base/ring/add-up.ts";
import type { UsageTogether } from "../../contract/index.ts";
import type { TrainJob } from "../phases/phase-jobs.ts";
import type { PhaseCall, PhaseOutcome } from "../phases/run-phase.ts";
import type { ServingCalls } from "../phases/serving-calls.ts";
import type { WorkerUse } from "../phases/sources/source-tools.ts";

/** What a process that is started reads and writes files with: it comes with its first message, and is nowhere else. */
export interface WithKeys {
  /** Absent where files are in clear. */
  readonly keys?: Keys | undefined;
}

/** A parent's first message to its child: the phase to run. Each further one, which says nothing, gives it its turn. */
export type ToChild = (PhaseCall & WithKeys) | "turn";

/** Messages of a child to its parent. */
export type ToParent =
  | { readonly type: "progress"; readonly share: number }
  /** It waits for its turn to be timed. */
  | { readonly type: "ready" }
  /** It takes no more timings. */
  | { readonly type: "timed" }
  | { readonly type: "outcome"; readonly outcome: PhaseOutcome<unknown> };

/** What a phase asks of a process that it started to serve: first to open a model. That process ends with its channel. */
export interface ToServing extends WithKeys {
  readonly id: number;
  readonly call: "open" | keyof ServingCalls;
  readonly input: unknown;
}

export type FromServing =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/**
 * What the first worker of a training says to another: what to train, then, each time that it joins a ring, where the next one in it listens,
 * and to one that has dropped out that the others have trained.
 */
export type ToTraining = TrainingCall | { readonly nextPort: number } | "trained";

export interface TrainingCall extends WithKeys {
  readonly training: TrainJob;
  readonly place: RingPlace;
  /** Known to the workers of this training alone. */
  readonly token: string;
}

/** What the first worker of a training says to a process that trains all rows alone, when no worker may open them. */
export interface AloneCall extends WithKeys {
  readonly alone: TrainJob;
}

export type FromAlone = { readonly timed: UsageTogether["alone"] } | { readonly error: string };

export type FromTraining =
  | { readonly port: number }
  /** It has done all that the others wait for. */
  | { readonly done: true }
  /** It waits for the others to have trained. */
  | { readonly droppedOut: true }
  /** What one used that dropped out. */
  | { readonly left: WorkerUse }
  | { readonly error: string };

/** Exit code of a worker whose neighbour ended. */
export const LOST_NEIGHBOUR = 3;
