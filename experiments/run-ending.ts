import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { formatUsd, plural } from "../harness/judge/figures/format.ts";
import { wallUsd } from "../harness/judge/pricing/cost.ts";
import type { Work } from "./actions/work.ts";
import type { Overrun } from "./budget.ts";
import { durationText } from "./progress.ts";
import { INTERRUPTED } from "./stop-on-signals.ts";

/** Exit code of a run that its budget ended. */
const BUDGET_SPENT = 4;

export interface RunEnding {
  /** By Ctrl-C. */
  readonly stopped: boolean;
  /** What did not fit into --max-minutes or --max-usd; null if all did. */
  readonly overrun: Overrun | null;
  /** What is left of the cells that were asked for. */
  readonly left: Work & { readonly cells: number };
  /** Whether this command finished a cell or took a sample. */
  readonly hasProgressed: boolean;
  /** Why planned cells were not asked for. */
  readonly without: "--filter" | "--shard" | null;
  /** The line that continues the run. */
  readonly again: string;
}

/** What is left to do, and the exit code that says so; null if the run is complete. */
export function endOf(
  { counts, cells, precision }: Pick<Analysis, "counts" | "cells" | "precision">,
  { stopped, overrun, left, hasProgressed, without, again }: RunEnding,
): { readonly text: string; readonly exitCode: number } | null {
  const all = plural(cells.length, "cell");
  const samples = plural(left.samples, "sample of serving", "samples of serving");
  const failed = counts.failed + counts.timeout;
  if (stopped) {
    const wantsRepeats = left.samples === 0 && precision?.isReached === false;
    const rest = left.cells > 0 ? `${left.cells} of ${all}` : wantsRepeats ? REPEATS : samples;
    return { text: `Stopped with ${rest} left; run the same command to continue:\n  ${again}`, exitCode: INTERRUPTED };
  }
  if (overrun !== null) {
    const text = budgetText(overrun, left);
    if (hasProgressed) return { text: `${text} Continue with:\n  ${again}`, exitCode: BUDGET_SPENT };
    // Another code, so that a script which goes on after a spent budget ends.
    const why = failed > 0 ? `${failed} of ${all} failed; see the report for the reasons` : "give more";
    return { text: `${text} Nothing was finished, and the same command would get no further: ${why}.`, exitCode: 1 };
  }
  if (failed > 0) return { text: `${failed} of ${all} failed; see the report for the reasons.`, exitCode: 1 };
  if (left.samples > 0) return { text: `${samples} failed; the next run takes them again.`, exitCode: 1 };
  if (counts.missing === 0) return null;
  const elsewhere =
    without === "--shard"
      ? "the other shards have them, and pricewar merge joins the run folders"
      : "run without --filter to include them";
  return { text: `${counts.missing} of ${all} not run yet; ${elsewhere}.`, exitCode: 0 };
}

/** What is left where only the matrix's precision asks for more: nobody knows how many. */
const REPEATS = "repeats for the precision that the matrix asks for";

/** Why a run did not start, and why the same command never will. */
export function nothingFits({ next, limit }: Overrun): string {
  return `${limit}: nothing fits in it, since what comes first takes about ${needsOf(next)}; give more`;
}

function needsOf({ ms, usdPerHour }: Overrun["next"]): string {
  return `${durationText(ms)} and ${formatUsd(wallUsd(ms, usdPerHour))}`;
}

/** "Stopped before --max-minutes 5 was exceeded, with 3 cells and 30 samples of serving left: about 1 min 20 s and $0.002." */
function budgetText({ next, limit }: Overrun, { cells, samples, cellsMs, samplesMs, usd }: RunEnding["left"]): string {
  const parts = [
    ...(cells === 0 ? [] : [plural(cells, "cell")]),
    ...(samples === 0 ? [] : [plural(samples, "sample of serving", "samples of serving")]),
  ];
  const why = `Stopped before ${limit} was exceeded (what comes next takes about ${needsOf(next)})`;
  if (parts.length === 0) return `${why}, with ${REPEATS} left.`;
  return `${why}, with ${parts.join(" and ")} left: about ${durationText(cellsMs + samplesMs)} and ${formatUsd(usd)}.`;
}
