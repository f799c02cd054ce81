import { type PhaseCall, type PhaseOutcome, type PhaseTable, runPhase } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";

export interface ExecuteOptions {
  /** Time limit of the phase. */
  readonly limitMs: number;
  /** Stops the phase at once; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** Runs phases: each in a fresh process, or in this one for tests. */
export interface Executor {
  run<P extends keyof PhaseTable>(
    phase: P,
    job: PhaseTable[P]["job"],
    options: ExecuteOptions,
  ): Promise<PhaseOutcome<PhaseTable[P]["report"]>>;
}

/** Runs phases in this process, for tests. Time limits and stopping need a separate process and have no effect here. */
export function inProcessExecutor(tools: PhaseTools): Executor {
  return {
    run: async <P extends keyof PhaseTable>(phase: P, job: PhaseTable[P]["job"]) =>
      (await runPhase({ phase, job } as PhaseCall, tools)) as PhaseOutcome<PhaseTable[P]["report"]>,
  };
}
