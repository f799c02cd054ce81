import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import type { CostComparison, CostVerdict } from "../../harness/judge/analysis/cost-comparison.ts";
import type { Floor, Refusal } from "../../harness/judge/analysis/standard.ts";
import { byCondition, namedBy } from "../../harness/judge/analysis/within-condition.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { pooledFigure } from "../../harness/judge/figures/figures.ts";
import {
  formatCount,
  formatP,
  formatPoints,
  formatPointsRange,
  formatRatio,
  formatShare,
} from "../../harness/judge/figures/format.ts";
import { answerNoun } from "../words/conditions.ts";
import { ruleFigureText, ruleText } from "../words/floor.ts";
import { refusalText } from "../words/refusal.ts";
import { numberCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { figureColumn, figuresIn, hasTile } from "./figure-columns.ts";
import { type TableData, tableData } from "./table-data.ts";

/** A configuration with its verdict. */
interface ConfigurationRow {
  readonly one: ConfigurationResult;
  readonly verdict: string;
  /** The full form of what the label shortens; undefined if the label is complete. */
  readonly detail: string | undefined;
  /** Its cost against that of the answer; undefined for the answer itself, and where there is none. */
  readonly ratio: CostComparison | undefined;
}

const columnsOfRun = ({ floors, groups }: Analysis, within: string | null): readonly Column<ConfigurationRow>[] => [
  {
    title: "Configuration",
    help: "The values of the axes that vary",
    kind: "text",
    read: ({ one, detail }) => textCell(one.label, detail),
  },
  {
    title: "Verdict",
    help: "Whether it can be the answer: every planned run finished, and it is shown to be good enough",
    kind: "text",
    read: ({ one, verdict }) => textCell(verdict, one.refusal === null ? undefined : refusalText(one.refusal)),
  },
  ...columnsOf(hasTile),
  ...floors.map(judgedColumn),
  {
    title: "vs baseline",
    help: "Difference of test accuracy in percentage points, paired by seed and test row, with its 95 % interval over trainings and rows",
    kind: "number",
    read: ({ one: { versusBaseline, isBaseline } }) => {
      if (isBaseline) return { text: "baseline", sort: 0 };
      if (versusBaseline === null) return NOT_MEASURED;
      const { difference, interval } = versusBaseline;
      return {
        text: formatPoints(difference),
        detail: formatPointsRange(interval),
        sort: difference,
      };
    },
  },
  {
    title: "Cost vs the answer",
    help: "How many times the cost of the configuration that is named, as the median of pairs of samples; below, its interval",
    kind: "number",
    read: ({ ratio }) =>
      ratio === undefined || ratio.ratio === null || ratio.interval === null
        ? NOT_MEASURED
        : {
            text: `${formatRatio(ratio.ratio)}×`,
            detail: `${formatRatio(ratio.interval.low)} to ${formatRatio(ratio.interval.high)}`,
            sort: ratio.ratio,
          },
  },
  {
    title: "Groups",
    isMore: true,
    isNeeded: () => groups.cost.size > 0,
    help: `By cost${within === null ? "" : `, within each ${within},`} and, below, by accuracy: two configurations without a common letter are told apart at 5 %; a is the cheapest, and the most accurate. Every two are compared, which takes more evidence than the verdict’s comparison with the answer`,
    kind: "text",
    read: ({ one }) => {
      const cost = groups.cost.get(one.id);
      return cost === undefined ? NOT_MEASURED : textCell(`cost ${cost}`, `accuracy ${groups.accuracy.get(one.id)}`);
    },
  },
  {
    title: "On the frontier",
    isMore: true,
    help: "Share of resamples of seeds, test rows and rounds of serving in which no other configuration is both cheaper and more accurate",
    kind: "number",
    read: ({ one }) => numberCell(one.frontierProbability, (share) => `${formatCount(share * 100)} %`),
  },
  {
    title: "Runs",
    help: "Finished and planned runs; below, the number of trainings",
    kind: "number",
    read: ({ one }) => ({
      text: `${one.finished} of ${one.cells.length}`,
      ...(one.figures === null ? {} : { detail: `n = ${one.figures.trainings}` }),
      sort: one.finished,
    }),
  },
  ...columnsOf((figure) => !hasTile(figure)).map((column) => ({ ...column, isMore: true })),
  {
    title: "Sign test p",
    isMore: true,
    help: "Exact two-sided sign test against the baseline, one vote per test row; with one seed, this is McNemar’s test",
    kind: "number",
    read: ({ one }) => numberCell(one.versusBaseline?.p, formatP),
  },
];

export function configurationsTable(analysis: Analysis): TableData {
  const named = namedBy(analysis);
  const rows = byCondition(analysis).flatMap(({ analysis: own }) =>
    own.configurations
      .map((one) => ({
        one,
        verdict: verdictOf(one, own),
        detail: own.labels.details.get(one.id) || undefined,
        ratio: ratioOf(one, own),
      }))
      .sort((a, b) => rank(a) - rank(b)),
  );
  return tableData({
    id: "configurations",
    caption:
      "Every configuration, with its runs pooled. Small print shows the 95 % interval or, where one run alone was measured, the range of its rounds; the pointer shows both. “On the frontier” is how often no other configuration is both cheaper and more accurate when seeds, test rows and rounds of serving are resampled.",
    columns: columnsOfRun(analysis, answerNoun(analysis.answer)),
    rows,
    rowClass: ({ one }) => (named.has(one.id) ? "winner" : one.isEligible ? "" : "refused"),
    configurationOf: ({ one }) => one.id,
    choice: "Verdict",
  });
}

/** What a rule judges, with how well the rows tell it. */
function judgedColumn({ rule, selectedOn }: Floor, index: number): Column<ConfigurationRow> {
  const isRelative = "withinPoints" in rule;
  const shown = (value: number) => (isRelative ? formatPoints(value) : formatShare(value));
  return {
    title: `${selectedOn === "validation" ? "Validation" : "Test"} ${ruleFigureText(rule)}${isRelative ? ", vs baseline" : ""}`,
    help: `What decides whether a configuration is ${ruleText(rule)}: its ${isRelative ? "difference, paired by seed and row, in percentage points" : "value"}; below, the standard error over rows and trainings, and the worst value that they leave possible`,
    kind: "number",
    read: ({ one }) => {
      const verdict = one.quality[index] ?? null;
      if (verdict === null) return NOT_MEASURED;
      const { value, standardError, bound } = verdict;
      const detail =
        standardError === null
          ? {}
          : { detail: `± ${formatPoints(standardError).replace("+", "")}; at worst ${shown(bound)}` };
      return { text: shown(value), ...detail, sort: value };
    },
  };
}

function ratioOf({ id }: ConfigurationResult, { answer }: Analysis): CostComparison | undefined {
  return "comparisons" in answer ? answer.comparisons.find(({ configuration }) => configuration === id) : undefined;
}

/** Columns for the figures with a tile, or for the others. */
function columnsOf(isWanted: (figure: Figure) => boolean): Column<ConfigurationRow>[] {
  return figuresIn("configurations")
    .filter(isWanted)
    .map((figure) =>
      figureColumn(
        figure,
        true,
        ({ one: { figures } }) => (figures === null ? null : (one) => pooledFigure(figures, one)),
        ({ one: { intervals } }) => intervals.get(figure.name) ?? null,
      ),
    );
}

/** Eligible configurations first, then other finished ones, each by cost. */
function rank({ one }: ConfigurationRow): number {
  if (one.figures === null) return Number.MAX_VALUE;
  return (one.isEligible ? 0 : 1e9) + one.figures.usdPerMillionTexts.middle;
}

/** Of configurations that cannot be the answer; the reason itself is in small print. */
const REFUSED: Partial<Record<Refusal["kind"], string>> = {
  "below-floor": "below the floor",
  "not-shown": "not shown to be good enough",
  "no-better-than-majority": "useless",
  "never-predicts": "misses a class",
};

function verdictOf(one: ConfigurationResult, { answer, configurations }: Analysis): string {
  if (one.figures === null) return "no figures";
  if (one.refusal !== null) return REFUSED[one.refusal.kind] ?? "not eligible";
  if (!("comparisons" in answer)) return "accurate enough";
  const versus = (id: string) => answer.comparisons.find(({ configuration }) => configuration === id);
  if (one.id !== answer.winner) return VERDICTS[versus(one.id)?.verdict ?? "inconclusive"];
  if (answer.kind === "only-one") return "only one";
  const isOpen = configurations.some(({ id, isEligible }) => isEligible && versus(id)?.verdict === "inconclusive");
  const isTied = configurations.some(({ id, isEligible }) => isEligible && versus(id)?.verdict === "same");
  if (isOpen) return "named, not proven";
  if (answer.kind === "all-tie") return "named; all cost the same";
  return isTied ? "cheapest, with others" : "cheapest";
}

/** Of the others, against the one that is named. */
const VERDICTS: Readonly<Record<CostVerdict, string>> = {
  same: "costs the same",
  dearer: "dearer",
  cheaper: "cheaper",
  inconclusive: "not told apart",
};
