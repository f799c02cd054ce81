import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { answerSubject } from "../../harness/judge/analysis/answer-subject.ts";
import { finishedRuns, labelsOfData } from "../../harness/judge/analysis/cells.ts";
import { type AnalysisWithin, byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { formatCount, formatShare } from "../../harness/judge/figures/format.ts";
import { type ClassScores, classScores } from "../../harness/judge/quality/class-scores.ts";
import { html, type Markup } from "../html.ts";
import { quoted } from "../words/class-names.ts";
import { conditionName } from "../words/conditions.ts";
import { theBaseline } from "../words/labels.ts";
import { numberCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { figureMarkup, type NamedChart } from "./figures.ts";
import { tableMarkup } from "./table.ts";

/** With more classes, the columns of what each was taken for would not fit. */
const MOST_CONFUSED = 8;
/** With more classes, only those that are found worst are listed. */
const MOST_ROWS = 40;

interface ClassRow {
  readonly own: ClassScores;
  readonly baseline: ClassScores | null;
}

/** How well each class is found by the configuration of each answer; empty if no record counts by class. */
export function classSection(analysis: Analysis, charts: readonly NamedChart[]): Markup {
  const tables = byCondition(analysis).flatMap((own) => classTable(own) ?? []);
  if (tables.length === 0 && charts.length === 0) return html``;
  const drawn =
    charts.length === 0 ? null : html`<div class="charts">${charts.map((chart) => figureMarkup(chart))}</div>`;
  return html`<section id="classes-section" data-testid="classes">
<h2>How each class is found</h2>
${tables}
${drawn}
</section>`;
}

/** Null if no record of what the answer is about counts by class. */
function classTable({ condition, analysis }: AnalysisWithin): Markup | null {
  const { plan, configurations, labels } = analysis;
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  const shown = answerSubject(analysis);
  const own = shown === undefined ? null : scoresOf(shown, plan);
  if (shown === undefined || own === null) return null;
  const other = baseline === undefined || baseline === shown ? null : scoresOf(baseline, plan);
  const all = own.map((scores, index): ClassRow => ({ own: scores, baseline: other?.[index] ?? null }));
  const rows = all.length <= MOST_ROWS ? all : [...all].sort(worstFirst).slice(0, MOST_ROWS);
  const left =
    rows.length < all.length ? ` The ${MOST_ROWS} of ${formatCount(all.length)} classes with the lowest F1.` : "";
  const reference = other === null || baseline === undefined ? "" : `, and by ${theBaseline(baseline.label, labels)}`;
  const name = condition === null ? null : conditionName(condition);
  return html`<p class="lede">${name === null ? "By" : `${name}: by`} ${shown.label}${reference}, on the test rows; the runs’ rows are added up.${left}</p>
${tableMarkup({
  id: name === null ? "classes" : `classes-${name.replace(/[^a-z0-9]+/gi, "-")}`,
  caption:
    "Precision: of the texts given the class, the share that have it. Recall: of the texts that have it, the share that were given it.",
  columns: [...COLUMNS, ...(other === null ? [] : BASELINE_COLUMNS), ...confusionColumns(own)],
  rows,
  rowClass: ({ own: { recall } }) => (recall === 0 ? "missed" : ""),
})}`;
}

function scoresOf({ cells }: ConfigurationResult, plan: Analysis["plan"]): ClassScores[] | null {
  return classScores(finishedRuns(cells), labelsOfData(plan, cells));
}

function worstFirst(a: ClassRow, b: ClassRow): number {
  return (a.own.f1 ?? 1) - (b.own.f1 ?? 1);
}

const COLUMNS: readonly Column<ClassRow>[] = [
  { title: "Class", help: "As the dataset names it", kind: "text", read: ({ own }) => textCell(own.label) },
  {
    title: "Test rows",
    help: "Test rows that have it, in each run",
    kind: "number",
    read: ({ own }) => numberCell(own.rows, formatCount),
  },
  shareColumn("Precision", "Of the texts given the class, the share that have it", ({ own }) => own.precision),
  shareColumn("Recall", "Of the texts that have it, the share that were given it", ({ own }) => own.recall),
  shareColumn("F1", "Harmonic mean of precision and recall; 0 if it is never given", ({ own }) => own.f1),
];

const BASELINE_COLUMNS: readonly Column<ClassRow>[] = [
  shareColumn("Baseline’s recall", "Recall of the baseline", ({ baseline }) => baseline?.recall ?? null),
  shareColumn("Baseline’s F1", "F1 of the baseline", ({ baseline }) => baseline?.f1 ?? null),
];

/** The confusion matrix: a column for each label that a text was given. */
function confusionColumns(scores: readonly ClassScores[]): Column<ClassRow>[] {
  if (scores.length > MOST_CONFUSED) return [];
  return scores.map(({ label }, given) =>
    shareColumn(
      `taken for ${label}`,
      `Share of the class’ test rows that were given ${quoted(label)}`,
      ({ own }) => own.takenFor?.[given] ?? null,
    ),
  );
}

function shareColumn(title: string, help: string, shareOf: (row: ClassRow) => number | null): Column<ClassRow> {
  return {
    title,
    help,
    kind: "number",
    read: (row) => {
      const share = shareOf(row);
      return share === null ? NOT_MEASURED : { text: formatShare(share), sort: share };
    },
  };
}
