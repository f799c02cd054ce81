import { median } from "simple-statistics";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { figureInterval } from "../../harness/judge/analysis/figure-interval.ts";
import { formatMs, formatShare, formatUsd, plural } from "../../harness/judge/figures/format.ts";
import { poolRuns } from "../../harness/judge/figures/pool.ts";
import { savedByEarlyStopping } from "../../harness/judge/figures/saved.ts";
import type { PricedRun } from "../../harness/judge/pricing/priced-run.ts";
import { html, type Markup } from "../html.ts";
import { textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { figureColumn, figuresIn } from "./figure-columns.ts";
import { tableMarkup } from "./table.ts";

/** A configuration with one run per training that follows the validation loss. */
interface TrainingRow {
  readonly label: string;
  readonly runs: readonly PricedRun[];
}

const COLUMNS: readonly Column<TrainingRow>[] = [
  {
    title: "Configuration",
    help: "The values of the axes that vary",
    kind: "text",
    read: ({ label }) => textCell(label),
  },
  ...figuresIn("validation-loss").map((figure) =>
    figureColumn(
      figure,
      true,
      ({ runs }: TrainingRow) =>
        (one) =>
          poolRuns(one, runs),
      ({ runs }) => figureInterval(figure, runs),
    ),
  ),
];

/** The section about trainings that follow the validation loss; empty if none do. */
export function followedSection({ configurations }: Analysis): Markup {
  const rows = configurations.flatMap(({ label, cells }): TrainingRow[] => {
    const followed = finishedRuns(cells).filter(
      ({ training }) => training.stopped != null || training.reducedAfter != null,
    );
    const runs = [...new Map(followed.map((run) => [run.usage.trainRun, run])).values()];
    return runs.length === 0 ? [] : [{ label, runs }];
  });
  if (rows.length === 0) return html``;
  return html`<section>
<h2>Trainings that follow the validation loss</h2>
<p class="lede">${finding(rows.flatMap(({ runs }) => runs))}Scoring the validation rows after each epoch takes extra time, which is not part of any cost.</p>
${tableMarkup({
  id: "followed",
  caption:
    "Medians over the trainings and their 95 % intervals. “—” means no early stopping, or a schedule that ignores the loss.",
  columns: COLUMNS,
  rows,
  rowClass: () => "",
})}
</section>`;
}

/** "Early stopping saved 35.0 % of the planned steps (…). ", or nothing without early stopping. */
function finding(trainings: readonly PricedRun[]): string {
  const stopped = trainings.flatMap((run) => {
    const saved = savedByEarlyStopping(run);
    return saved === null ? [] : [{ ...saved, share: saved.steps / (saved.steps + run.usage.trainSteps) }];
  });
  if (stopped.length === 0) return "";
  const of = (read: (one: (typeof stopped)[number]) => number) => median(stopped.map(read));
  return `Early stopping saved ${formatShare(of(({ share }) => share))} of the planned steps, ${formatMs(of(({ wallMs }) => wallMs))} and ${formatUsd(of(({ usd }) => usd))} per training (${stopped.length === 1 ? "1 training" : `medians over ${plural(stopped.length, "training")}`}). `;
}
