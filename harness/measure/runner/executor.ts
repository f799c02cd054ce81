import { type PhaseCall, type PhaseOutcome, type PhaseTable, runPhase } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";

export interface ExecuteOptions {
  /** The phase is stopped after this time. */
  readonly limitMs: number;
  /** Stops the phase at once; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** Where phases run: a fresh process each, or this one in tests. */
export interface Executor {
  run<P extends keyof PhaseTable>(
    phase: P,
    job: PhaseTable[P]["job"],
    options: ExecuteOptions,
  ): Promise<PhaseOutcome<PhaseTable[P]["report"]>>;
}

/** Runs phases in this process: for tests. Limits and stopping need a process of their own and do nothing here. */
export function inProcessExecutor(tools: PhaseTools): Executor {
  return {
    run: async <P extends keyof PhaseTable>(phase: P, job: PhaseTable[P]["job"]) =>
      (await runPhase({ phase, job } as PhaseCall, tools)) as PhaseOutcome<PhaseTable[P]["report"]>,
  };
}
