import { type PhaseCall, type PhaseOutcome, type PhaseTable, runPhase } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";

export interface ExecuteOptions {
  /** Time limit of the phase. Waiting for its turn does not count. */
  readonly limitMs: number;
  /** Stops the phase at once; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
  /** Called when a sample has loaded all that it serves; it is timed once this resolves. Without it, at once. */
  readonly turn?: () => Promise<void>;
  /** Called when the phase has taken its last timing. It may go on for a while. */
  readonly onTimed?: () => void;
}

/** Runs phases: each in a fresh process, or in this one for tests. */
export interface Executor {
  run<P extends keyof PhaseTable>(
    phase: P,
    job: PhaseTable[P]["job"],
    options: ExecuteOptions,
  ): Promise<PhaseOutcome<PhaseTable[P]["report"]>>;
  /** Starts the process of a phase to come, which loads its code meanwhile. Only where nothing is being timed. */
  startAhead(): void;
  /** Ends a process that was started ahead and not used. */
  close(): void;
}

/** Runs phases in this process, for tests. Time limits and stopping need a separate process and have no effect here. */
export function inProcessExecutor(tools: PhaseTools): Executor {
  return {
    run: async <P extends keyof PhaseTable>(phase: P, job: PhaseTable[P]["job"]) =>
      (await runPhase({ phase, job } as PhaseCall, tools)) as PhaseOutcome<PhaseTable[P]["report"]>,
    startAhead: () => undefined,
    close: () => undefined,
  };
}
