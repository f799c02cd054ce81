import { mean, sum } from "simple-statistics";
import type { OkRecord, Plan, RunRecord } from "../../contract/index.ts";
import { trainingKey } from "../artifact-keys.ts";
import { GUESS_OF_CHECK } from "../guesses.ts";
import { estimateTime, searchMsOfSample } from "../runner/estimate.ts";

export interface CheckEstimate {
  /** Both runs of the matrix. */
  readonly runsMs: number;
  /** The pairs that every comparison gets. */
  readonly screenMs: number;
  /** Fresh pairs, if every comparison needs them. */
  readonly confirmMs: number;
}

/**
 * Estimates a check of two commits before it starts: each runs the matrix once, and each configuration's serving, each
 * distinct training and both controls are sampled in pairs.
 * @param records of an earlier run of the matrix, if there is one: they say how long starting and loading take
 */
export function estimateCheck(
  plan: Plan,
  records: readonly RunRecord[],
  pairs: { readonly screen: number; readonly confirm: number },
): CheckEstimate {
  const firsts = plan.cells.filter(
    ({ experiment, repeat }) => experiment.training.seed === plan.seeds[0] && repeat === 1,
  );
  const servings = [...new Map(firsts.map((cell) => [cell.configuration, cell])).values()];
  const trainings = new Set(firsts.map((cell) => trainingKey(cell, plan.code))).size;
  const { startMs, serveMs, trainMs } = { ...GUESS_OF_CHECK, startMs: startMsOf(records) };
  // One more of each is the control.
  const control = firsts.find(({ isBaseline }) => isBaseline) ?? firsts[0]!;
  const servingsMs = sum([...servings, control].map((cell) => startMs + serveMs + searchMsOfSample(cell)));
  const roundMs = 2 * (servingsMs + (trainings + 1) * (startMs + trainMs));
  return {
    runsMs: 2 * estimateTime(plan, plan.cells, records).ms,
    screenMs: pairs.screen * roundMs,
    confirmMs: pairs.confirm * roundMs,
  };
}

function startMsOf(records: readonly RunRecord[]): number {
  const finished = records.filter((record): record is OkRecord => record.status === "ok");
  return finished.length === 0 ? GUESS_OF_CHECK.startMs : mean(finished.map(({ usage }) => usage.coldStartMs));
}
