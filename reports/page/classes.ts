import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { answerSubject } from "../../harness/judge/analysis/answer-subject.ts";
import { finishedRuns, labelsOfData } from "../../harness/judge/analysis/cells.ts";
import { underHeading } from "../../harness/judge/analysis/under-heading.ts";
import { type WeakestClass, weakestClass } from "../../harness/judge/analysis/weakest-class.ts";
import { type AnalysisWithin, byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { formatCount, formatPoints, formatShare } from "../../harness/judge/figures/format.ts";
import { type ClassScores, classScores } from "../../harness/judge/quality/class-scores.ts";
import { html, type Markup } from "../html.ts";
import { quoted } from "../words/class-names.ts";
import { type ClassTableWords, classTableWords } from "../words/class-table.ts";
import type { ColumnWords } from "../words/column-words.ts";
import { conditionFirst, conditionName } from "../words/conditions.ts";
import { pointsRange } from "../words/from-to.ts";
import { rangeOf } from "../words/interval.ts";
import { theBaseline } from "../words/labels.ts";
import type { Language } from "../words/language.ts";
import { numberColumn, textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { chartsMarkup, type NamedChart } from "./figures.ts";
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
export function classSection(analysis: Analysis, charts: readonly NamedChart[], language: Language = "en"): Markup {
  const tables = byCondition(analysis).flatMap((own) => classTable(underHeading(own), language) ?? []);
  if (tables.length === 0 && charts.length === 0) return html``;
  return html`<section id="classes-section" data-testid="classes">
<h2>${classTableWords[language].title}</h2>
${tables}
${chartsMarkup(charts, language)}
</section>`;
}

/** Null if no record of what the answer is about counts by class. */
function classTable({ condition, analysis }: AnalysisWithin, language: Language): Markup | null {
  const { plan, configurations, labels } = analysis;
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  const shown = answerSubject(analysis);
  const own = shown === undefined ? null : scoresOf(shown, plan);
  if (shown === undefined || own === null) return null;
  const other = baseline === undefined || baseline === shown ? null : scoresOf(baseline, plan);
  const all = own.map((scores, index): ClassRow => ({ own: scores, baseline: other?.[index] ?? null }));
  const rows = all.length <= MOST_ROWS ? all : [...all].sort(worstFirst).slice(0, MOST_ROWS);
  const words = classTableWords[language];
  const facts = {
    condition: condition === null ? null : conditionFirst(condition, language),
    configuration: shown.label,
    baseline: other === null || baseline === undefined ? null : theBaseline(baseline.label, labels, language),
  };
  const lede = words.lede(facts);
  const weakest = weakestClass(
    finishedRuns(shown.cells),
    other === null || baseline === undefined ? [] : finishedRuns(baseline.cells),
    labelsOfData(plan, shown.cells),
  );
  const left = rows.length < all.length ? words.worst(MOST_ROWS, formatCount(all.length)) : "";
  const columns = [
    ...ownColumns(words),
    ...(other === null ? [] : baselineColumns(words)),
    ...confusionColumns(own, words),
  ];
  return html`${weakest === null ? null : html`<p class="finding">${weakestText(weakest, facts, language)}</p>`}
<p class="lede">${lede}${left}</p>
${tableMarkup(
  {
    // The same in every language, so that links to it hold.
    id: condition === null ? "classes" : `classes-${conditionName(condition).replace(/[^a-z0-9]+/gi, "-")}`,
    caption: words.caption,
    columns,
    rows,
    rowClass: ({ own: { recall } }) => (recall === 0 ? "missed" : ""),
  },
  language,
)}`;
}

/** Which class suffers, and what that has to do with the configuration. */
function weakestText(weakest: WeakestClass, facts: Parameters<ClassTableWords["lede"]>[0], language: Language): string {
  const words = classTableWords[language];
  const { label, rows, recall, interval, precision, leastPrecise, difference } = weakest;
  if (recall === 1) return words.noneSuffers(facts.condition);
  return words.weakest({
    ...facts,
    label: quoted(label),
    rows: formatCount(rows),
    recall: formatShare(recall),
    interval: interval === null ? null : rangeOf(formatShare(interval.low), formatShare(interval.high)),
    precision: precision === null ? null : formatShare(precision),
    leastPrecise:
      leastPrecise === null
        ? null
        : { label: quoted(leastPrecise.label), precision: formatShare(leastPrecise.precision) },
    difference: difference === null ? null : differenceOf(difference, language),
  });
}

function differenceOf({ value, interval }: NonNullable<WeakestClass["difference"]>, language: Language) {
  const shown = interval.high < 0 ? "loss" : interval.low > 0 ? "gain" : null;
  return {
    shown,
    points: shown === null ? formatPoints(value) : (100 * Math.abs(value)).toFixed(1),
    range: pointsRange(interval, language),
  } as const;
}

function scoresOf({ cells }: ConfigurationResult, plan: Analysis["plan"]): ClassScores[] | null {
  return classScores(finishedRuns(cells), labelsOfData(plan, cells));
}

function worstFirst(a: ClassRow, b: ClassRow): number {
  return (a.own.f1 ?? 1) - (b.own.f1 ?? 1);
}

const ownColumns = (words: ClassTableWords): readonly Column<ClassRow>[] => [
  { ...words.name, kind: "text", read: ({ own }) => textCell(own.label) },
  numberColumn(words.rows, ({ own }) => own.rows, formatCount),
  shareColumn(words.precision, ({ own }) => own.precision),
  shareColumn(words.recall, ({ own }) => own.recall),
  shareColumn(words.f1, ({ own }) => own.f1),
];

const baselineColumns = (words: ClassTableWords): readonly Column<ClassRow>[] => [
  shareColumn(words.baselineRecall, ({ baseline }) => baseline?.recall ?? null),
  shareColumn(words.baselineF1, ({ baseline }) => baseline?.f1 ?? null),
];

/** The confusion matrix: a column for each label that a text was given. */
function confusionColumns(scores: readonly ClassScores[], { takenFor }: ClassTableWords): Column<ClassRow>[] {
  if (scores.length > MOST_CONFUSED) return [];
  return scores.map(({ label }, given) =>
    shareColumn(takenFor(label, quoted(label)), ({ own }) => own.takenFor?.[given] ?? null),
  );
}

function shareColumn(words: ColumnWords, shareOf: (row: ClassRow) => number | null): Column<ClassRow> {
  return numberColumn(words, shareOf, formatShare);
}
