/** What serving and scoring take where a text takes so long that it decides, by the budgets of the phases that do it. */
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import { SAMPLES, THROUGHPUT } from "../phases/scenarios/batches.ts";
import { LATENCY } from "../phases/scenarios/closed-loop.ts";
import { SAMPLED_TRAIN_ROWS, TRAIN_LIMIT_MS } from "../phases/score.ts";
import { FEWEST_TEXTS, LONGEST_ROUND_MS, TEXTS_PER_ROUND } from "../phases/time-calls.ts";
import { plannedRows, usedRows } from "./planned-rows.ts";

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
  const used = usedRows(plan, experiment);
  const scored = used * textMs > TRAIN_LIMIT_MS ? SAMPLED_TRAIN_ROWS : used;
  return (plannedRows(plan, experiment.dataset).test + scored) * textMs;
}
