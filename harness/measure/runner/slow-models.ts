/** What serving and scoring take where a text takes so long that it decides, by the budgets of the phases that do it. */
import type { Experiment, Plan, PlannedCell } from "../../contract/index.ts";
import { TEST_SHARE, THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import { ALL_ROWS } from "../../contract/training-fields.ts";
import { SAMPLES, THROUGHPUT } from "../phases/scenarios/batches.ts";
import { LATENCY } from "../phases/scenarios/closed-loop.ts";
import { SAMPLED_TRAIN_ROWS, TRAIN_LIMIT_MS } from "../phases/score.ts";
import { FEWEST_TEXTS, LONGEST_ROUND_MS, TEXTS_PER_ROUND } from "../phases/time-calls.ts";

/** Whether rounds have fewer texts for a model's sake. */
export function isSlow(textMs: number): boolean {
  return textMs * TEXTS_PER_ROUND > LONGEST_ROUND_MS;
}

/** Timing single texts and batches. */
export function slowServingMs(textMs: number): number {
  const { rounds, limitMs, minCalls, longestMs } = LATENCY;
  const singlesMs = Math.max(minCalls * textMs, Math.min(rounds * textMs, limitMs));
  return Math.min(longestMs, singlesMs) + roundsMs(textMs, THROUGHPUT.minCalls);
}

/** A sample of serving. */
export function slowSampleMs(textMs: number): number {
  return roundsMs(textMs, SAMPLES.run.alone.minCalls);
}

/** Rounds of batches and the one before that is not timed, with the calls that tell how large they may be: a batch, and a smaller one twice. */
function roundsMs(textMs: number, rounds: number): number {
  const roundMs = Math.min(LONGEST_ROUND_MS, TEXTS_PER_ROUND * textMs);
  return (THROUGHPUT_BATCH + 2 * FEWEST_TEXTS) * textMs + (rounds + 1) * roundMs;
}

/** Scoring the test rows and the training rows, validation rows among them. */
export function slowScoringMs(textMs: number, plan: Plan, { experiment }: Pick<PlannedCell, "experiment">): number {
  const { train, test } = rowsOf(plan, experiment);
  const { rows = ALL_ROWS } = experiment.training;
  const used = rows === ALL_ROWS ? train : Math.min(rows, train);
  const scored = used * textMs > TRAIN_LIMIT_MS ? SAMPLED_TRAIN_ROWS : used;
  return (test + scored) * textMs;
}

/** Rows of an experiment's data, for an estimate: without a side of test rows, a share of all rows tests, and all count as training rows, too. */
export function rowsOf({ datasets }: Plan, { dataset }: Experiment): { readonly train: number; readonly test: number } {
  const { train = 0, test = null } = datasets.find(({ id }) => id === dataset)?.rowCounts ?? {};
  return { train, test: test ?? Math.round(train * TEST_SHARE) };
}
