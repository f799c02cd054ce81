import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { ReachedAccuracy } from "../../harness/judge/analysis/trainings/training-findings.ts";
import { formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { type NamedKind, namedKinds, reachedRange, reachedTime } from "../words/to-accuracy.ts";
import { textCell } from "./cells.ts";
import type { Column, TableCell } from "./column.ts";
import { figureMarkup, type NamedChart } from "./figures.ts";
import { tableMarkup } from "./table.ts";

/** More columns would not fit. */
const MOST_COLUMNS = 4;

/** Time and money to accuracies, of several kinds of training; empty if there is one kind alone. */
export function toAccuracySection(analysis: Analysis, charts: readonly NamedChart[]): Markup {
  const kinds = namedKinds(analysis);
  if (kinds.length < 2) return html``;
  const { thresholds } = analysis.toAccuracy;
  return html`<section id="to-accuracy">
<h2>What an accuracy costs to reach</h2>
<p class="lede">Training up to the first epoch whose test accuracy is that high, scored with the weights as trained; a student’s teachers come first. What some trainings never reach has no upper end, and no median where half of them do not.</p>
${charts.length === 0 ? null : html`<div class="charts">${charts.map((chart) => figureMarkup(chart))}</div>`}
${tableMarkup({
  id: "accuracies",
  caption:
    "Median time over the trainings, its range, and the dollars of the median. summary.json has accuracies in steps of half a point.",
  columns: [NAME, ...shownThresholds(thresholds).map((index) => thresholdColumn(thresholds[index]!, index))],
  rows: kinds,
  rowClass: () => "",
})}
</section>`;
}

const NAME: Column<NamedKind> = {
  title: "Training",
  help: "The configurations that use it",
  kind: "text",
  read: ({ name }) => textCell(name),
};

/** Positions of evenly spaced thresholds, the highest among them. */
function shownThresholds(thresholds: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil((thresholds.length - 1) / (MOST_COLUMNS - 1)));
  return thresholds.map((_, index) => index).filter((index) => (thresholds.length - 1 - index) % step === 0);
}

function thresholdColumn(threshold: number, index: number): Column<NamedKind> {
  return {
    title: `to ${formatShare(threshold)}`,
    help: `Time until the test accuracy first is ${formatShare(threshold)}`,
    kind: "number",
    read: ({ reached, trainings }) => reachedCell(reached[index]!, trainings),
  };
}

function reachedCell(reached: ReachedAccuracy, trainings: number): TableCell {
  const reaching = `${reached.trainings} of ${trainings} trainings reach it`;
  const { ms, usd } = reached;
  const details = [reachedRange(reached), usd.middle === null ? reaching : formatUsd(usd.middle)];
  const detail = details.filter((part) => part !== "").join(" · ");
  return { text: reachedTime(reached), detail, title: reaching, sort: ms.middle };
}
