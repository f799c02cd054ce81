import { perObject } from "../../harness/base/per-object.ts";
import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import type { Floor } from "../../harness/judge/analysis/standard.ts";
import { byCondition, namedBy } from "../../harness/judge/analysis/within-condition.ts";
import { accuracy } from "../../harness/judge/figures/catalogue/accuracy.ts";
import { usdPerMillionTexts } from "../../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { pooledFigure } from "../../harness/judge/figures/figures.ts";
import { formatCount, formatP, formatPoints, formatRatio, formatShare } from "../../harness/judge/figures/format.ts";
import { answerNoun } from "../words/conditions.ts";
import { type ConfigurationTableWords, configurationTableWords } from "../words/configuration-table.ts";
import { ruleFigureText, ruleText } from "../words/floor.ts";
import { fromTo, pointsRange } from "../words/from-to.ts";
import type { Language } from "../words/language.ts";
import { refusalText } from "../words/refusal.ts";
import { numberCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { figureColumn, figuresIn, hasTile } from "./figure-columns.ts";
import type { KnownQuantities } from "./quantities.ts";
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

const columnsOfRun = (
  { floors, groups, answer }: Analysis,
  words: ConfigurationTableWords,
  language: Language,
): readonly Column<ConfigurationRow>[] => [
  {
    ...words.configuration,
    isMain: true,
    kind: "text",
    read: ({ one, detail }) => textCell(one.label, detail),
  },
  {
    ...words.verdict,
    kind: "text",
    read: ({ one, verdict }) =>
      textCell(verdict, one.refusal === null ? undefined : refusalText(one.refusal, language)),
  },
  ...columnsOf(hasTile, language),
  ...floors.map((floor, index) => judgedColumn(floor, index, language)),
  {
    ...words.versusBaseline,
    kind: "number",
    read: ({ one: { versusBaseline, isBaseline } }) => {
      if (isBaseline) return { text: words.baseline, sort: 0 };
      if (versusBaseline === null) return NOT_MEASURED;
      const { difference, interval } = versusBaseline;
      return {
        text: formatPoints(difference),
        detail: pointsRange(interval, language),
        sort: difference,
      };
    },
  },
  {
    ...words.costVersusAnswer,
    kind: "number",
    read: ({ ratio }) =>
      ratio === undefined || ratio.ratio === null || ratio.interval === null
        ? NOT_MEASURED
        : {
            text: `${formatRatio(ratio.ratio)}×`,
            detail: fromTo(formatRatio(ratio.interval.low), formatRatio(ratio.interval.high), language),
            sort: ratio.ratio,
          },
  },
  {
    ...words.groups(answerNoun(answer, language)),
    isMore: true,
    isNeeded: () => groups.cost.size > 0,
    kind: "text",
    read: ({ one }) => {
      const cost = groups.cost.get(one.id);
      const accuracy = groups.accuracy.get(one.id);
      return cost === undefined ? NOT_MEASURED : textCell(words.costGroup(cost), words.accuracyGroup(`${accuracy}`));
    },
  },
  {
    ...words.onFrontier,
    isMore: true,
    kind: "number",
    read: ({ one }) => numberCell(one.frontierProbability, (share) => `${formatCount(share * 100)} %`),
  },
  {
    ...words.runs,
    kind: "number",
    read: ({ one }) => ({
      text: words.finished(one.finished, one.cells.length),
      ...(one.figures === null ? {} : { detail: `n = ${one.figures.trainings}` }),
      sort: one.finished,
    }),
  },
  ...columnsOf((figure) => !hasTile(figure), language).map((column) => ({ ...column, isMore: true })),
  {
    ...words.signTest,
    isMore: true,
    kind: "number",
    read: ({ one }) => numberCell(one.versusBaseline?.p, formatP),
  },
];

/** @param known what the table has in another language */
export function configurationsTable(
  analysis: Analysis,
  language: Language = "en",
  known: KnownQuantities = new Map(),
): TableData {
  const words = configurationTableWords[language];
  const named = namedBy(analysis);
  const rows = ranked(analysis).map(({ one, own }) => ({
    one,
    verdict: verdictOf(one, own, words),
    detail: own.labels.details.get(one.id) || undefined,
    ratio: ratioOf(one, own),
  }));
  return tableData({
    id: "configurations",
    caption: words.caption,
    known,
    columns: columnsOfRun(analysis, words, language),
    rows,
    rowClass: ({ one }) => (named.has(one.id) ? "winner" : one.isEligible ? "" : "refused"),
    configurationOf: ({ one }) => one.id,
    choice: words.verdict.title,
    opens: "configuration",
  });
}

/** The configurations in the order of the table's rows. */
export function configurationRows(analysis: Analysis): ConfigurationResult[] {
  return ranked(analysis).map(({ one }) => one);
}

/** Each with the analysis of what it is given. */
function ranked(analysis: Analysis): { readonly one: ConfigurationResult; readonly own: Analysis }[] {
  return byCondition(analysis).flatMap(({ analysis: own }) =>
    own.configurations.map((one) => ({ one, own })).sort((a, b) => rank(a.one) - rank(b.one)),
  );
}

/** What a rule judges, with how well the rows tell it. */
function judgedColumn({ rule, selectedOn }: Floor, index: number, language: Language): Column<ConfigurationRow> {
  const words = configurationTableWords[language];
  const isRelative = "withinPoints" in rule;
  const shown = (value: number) => (isRelative ? formatPoints(value) : formatShare(value));
  return {
    ...words.judged({
      side: selectedOn,
      figure: ruleFigureText(rule, language),
      rule: ruleText(rule, language),
      isRelative,
    }),
    kind: "number",
    read: ({ one }) => {
      const verdict = one.quality[index] ?? null;
      if (verdict === null) return NOT_MEASURED;
      const { value, standardError, bound } = verdict;
      const detail =
        standardError === null
          ? {}
          : { detail: words.standardError(formatPoints(standardError).replace("+", ""), shown(bound)) };
      return { text: shown(value), ...detail, sort: value };
    },
  };
}

function ratioOf({ id }: ConfigurationResult, { answer }: Analysis): CostComparison | undefined {
  return "comparisons" in answer ? byConfiguration(answer.comparisons).get(id) : undefined;
}

const byConfiguration = perObject(
  (comparisons: readonly CostComparison[]): ReadonlyMap<string, CostComparison> =>
    new Map(comparisons.map((one) => [one.configuration, one])),
);

/** Columns for the figures with a tile, or for the others. */
function columnsOf(isWanted: (figure: Figure) => boolean, language: Language): Column<ConfigurationRow>[] {
  return figuresIn("configurations")
    .filter(isWanted)
    .map((figure) => ({
      ...figureColumn<ConfigurationRow>(
        figure,
        true,
        ({ one: { figures } }) => (figures === null ? null : (one) => pooledFigure(figures, one)),
        ({ one: { intervals } }) => intervals.get(figure.name) ?? null,
        language,
      ),
      isMain: MAIN.has(figure),
    }));
}

/** What is weighed against each other. */
const MAIN: ReadonlySet<Figure> = new Set<Figure>([accuracy, usdPerMillionTexts]);

/** Eligible configurations first, then other finished ones, each by cost. */
function rank({ figures, isEligible }: ConfigurationResult): number {
  if (figures === null) return Number.MAX_VALUE;
  return (isEligible ? 0 : 1e9) + figures.usdPerMillionTexts.middle;
}

function verdictOf(
  one: ConfigurationResult,
  { answer, configurations }: Analysis,
  words: ConfigurationTableWords,
): string {
  if (one.figures === null) return words.noFigures;
  if (one.refusal !== null) return words.refused[one.refusal.kind] ?? words.notEligible;
  if (!("comparisons" in answer)) return words.accurateEnough;
  const versus = (id: string) => byConfiguration(answer.comparisons).get(id);
  if (one.id !== answer.winner) return words.verdicts[versus(one.id)?.verdict ?? "inconclusive"];
  if (answer.kind === "only-one") return words.named.only;
  const isOpen = configurations.some(({ id, isEligible }) => isEligible && versus(id)?.verdict === "inconclusive");
  const isTied = configurations.some(
    ({ id, isEligible }) => isEligible && (versus(id)?.verdict ?? "dearer") !== "dearer",
  );
  if (isOpen) return words.named.notProven;
  if (answer.kind === "all-tie") return words.named.allTie;
  return isTied ? words.named.withOthers : words.named.cheapest;
}
