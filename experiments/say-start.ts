/** What a run says before it starts. */
import type { Plan } from "../harness/contract/index.ts";
import { formatUsd, plural } from "../harness/judge/figures/format.ts";
import type { Work } from "./actions/work.ts";
import type { Say } from "./print.ts";
import { durationText } from "./progress.ts";

/**
 * Announces what takes how long.
 * @param counts isShared: whether machines share it, of which nobody knows how many will come
 */
export function sayTime(
  say: Say,
  { cellsMs, samples, samplesMs, usd }: Work,
  { cells, rounds, isShared }: { readonly cells: number; readonly rounds: number; readonly isShared: boolean },
): void {
  if (cells + samples === 0) return;
  const sampling = `${plural(samples, "sample")} of serving in ${plural(rounds, "round")}`;
  const parts = [
    ...(cells === 0 ? [] : [`${durationText(cellsMs)} for ${plural(cells, "cell")}`]),
    ...(samples === 0 ? [] : [`${durationText(samplesMs)} for ${sampling}`]),
  ];
  const whose = isShared ? " of one machine, which workers share" : "";
  say(`about ${durationText(cellsMs + samplesMs)} and ${formatUsd(usd)}${whose}: ${parts.join(", ")}`);
}

/** How many cells there are, and what an earlier run has left of them. */
export function sayResume(say: Say, plan: Plan, counts: { done: number; stale: number; failed: number }): void {
  const notes = [
    counts.done > 0 ? `${counts.done} already done` : null,
    counts.stale > 0 ? `${counts.stale} to measure again because the code changed` : null,
    counts.failed > 0 ? `${counts.failed} to retry after a failure` : null,
  ].filter((note) => note !== null);
  say(`${plan.name}: ${plural(plan.cells.length, "cell")}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`);
}
