import { median } from "simple-statistics";
import { measured, medianSpread } from "../../harness/base/statistics/summaries.ts";
import type { OkRecord } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { okRecords } from "../../harness/judge/analysis/figures.ts";
import { savedBy } from "../../harness/judge/analysis/saved.ts";
import { formatCount, formatMs, formatShare, formatUsd, plural } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { spreadCell, textCell } from "./cells.ts";
import { type Column, type TableCell, tableMarkup } from "./table.ts";

/** A configuration with its trainings, each once, of which the validation loss decided something. */
interface Row {
  readonly label: string;
  readonly trainings: readonly OkRecord[];
}

const COLUMNS: readonly Column<Row>[] = [
  {
    title: "Configuration",
    help: "The values of the axes that vary",
    kind: "text",
    read: ({ label }) => textCell(label),
  },
  {
    title: "Epochs run",
    help: "Of those planned: median and range over the trainings",
    kind: "number",
    read: figure(({ training }) => training.history.length, formatCount),
  },
  {
    title: "Weights of epoch",
    help: "The epoch whose weights were exported: the last, or the best where early stopping restores it",
    kind: "number",
    read: figure(exportedEpoch, formatCount),
  },
  {
    title: "Steps saved",
    help: "Steps of the planned epochs that did not run",
    kind: "number",
    read: figure((run) => savedBy(run)?.steps ?? null, formatCount),
  },
  {
    title: "Time saved",
    help: "Those steps at the measured time of a step",
    kind: "number",
    read: figure((run) => savedBy(run)?.wallMs ?? null, formatMs),
  },
  {
    title: "$ saved",
    help: "That time at the hourly price",
    kind: "number",
    read: figure((run) => savedBy(run)?.usd ?? null, formatUsd),
  },
  {
    title: "Scoring",
    help: "Time of scoring the validation rows after each epoch, which is in no cost",
    kind: "number",
    read: figure(({ training }) => training.evaluationWallMs ?? null, formatMs),
  },
  {
    title: "Rate lowered",
    help: "Times that a plateau of the validation loss lowered the learning rate",
    kind: "number",
    read: figure(({ training }) => training.reducedAfter?.length ?? null, formatCount),
  },
];

/** What the validation loss decided in trainings that follow it; nothing where none does. */
export function followedSection({ configurations }: Analysis): Markup {
  const rows = configurations.flatMap(({ label, cells }): Row[] => {
    const runs = okRecords(cells).filter(({ training }) => training.stopped != null || training.reducedAfter != null);
    const trainings = [...new Map(runs.map((run) => [run.usage.trainRun, run])).values()];
    return trainings.length === 0 ? [] : [{ label, trainings }];
  });
  if (rows.length === 0) return html``;
  return html`<section>
<h2>Trainings that follow the validation loss</h2>
<p class="lede">${finding(rows.flatMap(({ trainings }) => trainings))}Scoring the validation rows, which such a training needs, is a time of its own and in no cost.</p>
${tableMarkup({
  id: "followed",
  caption:
    "Median and range over the trainings. “—”: the configuration has no early stopping, or a schedule that ignores the loss.",
  columns: COLUMNS,
  rows,
  rowClass: () => "",
})}
</section>`;
}

/** "Early stopping left out 35.0 % of the planned steps (…). ", or nothing without early stopping. */
function finding(trainings: readonly OkRecord[]): string {
  const stopped = trainings.flatMap((run) => {
    const saved = savedBy(run);
    return saved === null ? [] : [{ ...saved, share: saved.steps / (saved.steps + run.usage.trainSteps) }];
  });
  if (stopped.length === 0) return "";
  const of = (read: (one: (typeof stopped)[number]) => number) => median(stopped.map(read));
  return `Early stopping left out ${formatShare(of(({ share }) => share))} of the planned steps, ${formatMs(of(({ wallMs }) => wallMs))} and ${formatUsd(of(({ usd }) => usd))} a training (${stopped.length === 1 ? "1 training" : `medians over ${plural(stopped.length, "training")}`}). `;
}

function exportedEpoch({ training, experiment }: OkRecord): number {
  const { stopped, history } = training;
  return stopped != null && experiment.training.earlyStopping?.restoreBest ? stopped.bestEpoch : history.length;
}

function figure(read: (run: OkRecord) => number | null, format: (value: number) => string): (row: Row) => TableCell {
  return ({ trainings }) => spreadCell(medianSpread(measured(trainings.map(read))), format);
}
