import { canonicalJson, type Json } from "../harness/base/canonical-json.ts";
import type { Plan } from "../harness/contract/index.ts";
import type { Analysis, CellResult, ConfigurationResult } from "../harness/judge/analysis/analysis.ts";
import { finishedRuns, labelsOfData } from "../harness/judge/analysis/cells.ts";
import { complianceNote } from "../harness/judge/analysis/compliance.ts";
import { conditionJson, isByScenario } from "../harness/judge/analysis/condition.ts";
import type { FigureIntervals } from "../harness/judge/analysis/interval.ts";
import type { Marks } from "../harness/judge/analysis/marks/marks.ts";
import { jointTrainings } from "../harness/judge/analysis/trainings/joint.ts";
import { onSeveralMachines } from "../harness/judge/analysis/trainings/several-machines.ts";
import { underHeading } from "../harness/judge/analysis/under-heading.ts";
import { warEntrants } from "../harness/judge/analysis/war-entrants.ts";
import { byCondition } from "../harness/judge/analysis/within-condition.ts";
import type { Figure } from "../harness/judge/figures/figure.ts";
import { type Figures, pooledFigure, RECORD_FIGURES } from "../harness/judge/figures/figures.ts";
import { hasSpread } from "../harness/judge/figures/pool.ts";
import { EMPTY_SHEET, type MarketSheet } from "../harness/judge/pricing/war/entrant.ts";
import { soldIn, usualWar } from "../harness/judge/pricing/war/price-war.ts";
import { isProjection, projectionOf } from "../harness/judge/projection/projection.ts";
import { PUBLISHED_MODELS } from "../harness/judge/projection/published-models.ts";
import { classScores } from "../harness/judge/quality/class-scores.ts";
import { CSV_LINE_END, type CsvField, csvText, fieldsText, userText } from "./csv.ts";
import { indentedJson, linedJson } from "./indented-json.ts";
import { projectionJson } from "./projection-json.ts";
import { warJson } from "./war-json.ts";
import { answerText } from "./words/answer.ts";
import { conditionName } from "./words/conditions.ts";
import { floorText } from "./words/floor.ts";
import { noFiguresText } from "./words/no-figures.ts";
import { refusalText } from "./words/refusal.ts";
import { warningTexts } from "./words/warnings.ts";

/** Of more configurations, nobody reads their fields line by line. */
const MOST_INDENTED = 1000;

/** summary.json for other programs, in pieces: of thousands of configurations it is tens of megabytes, and has a line for each of them. */
export function* summaryJson(analysis: Analysis, sheet: MarketSheet = EMPTY_SHEET): Iterable<string> {
  const written = analysis.configurations.length > MOST_INDENTED ? linedJson : indentedJson;
  yield* written(summaryWith(configurationSummaries(analysis), analysis, sheet));
  yield "\n";
}

/** The answer and the pooled figures, with each decision as a structure and as text. Null means not measured. */
export function summaryOf(analysis: Analysis, sheet: MarketSheet) {
  return summaryWith([...configurationSummaries(analysis)], analysis, sheet);
}

/** @param configurations their summaries, which may be made one by one as they are written */
function summaryWith<C extends Iterable<object>>(configurations: C, analysis: Analysis, sheet: MarketSheet) {
  const { plan, floors, majority, precision, counts, prices, warnings } = analysis;
  return {
    schema: plan.schema,
    name: plan.name,
    code: plan.code,
    answer: answerSummary(analysis),
    floor: { ...floors[0], phrase: floorText(floors) },
    floors,
    majority,
    ...(precision === null ? {} : { precision }),
    counts,
    prices,
    baselines: marksSummary(analysis.marks),
    configurations,
    groups: {
      cost: Object.fromEntries(analysis.groups.cost),
      accuracy: Object.fromEntries(analysis.groups.accuracy),
    },
    levers: analysis.levers,
    toAccuracy: analysis.toAccuracy,
    performanceProfile: analysis.performanceProfile,
    ...machinesSummary(analysis),
    ...projectionSummary(analysis),
    ...jointSummary(analysis),
    priceWar: warSummary(analysis, sheet),
    compliance: complianceNote(analysis),
    warnings: warningTexts(warnings),
    doubts: warnings,
  };
}

/** What each owner of rows has alone and joined; absent where no owners train together. */
function jointSummary(analysis: Analysis) {
  const all = jointTrainings(analysis);
  if (all.length === 0) return {};
  return { joint: all.map(({ one, ...rest }) => ({ configuration: one.id, label: one.label, ...rest })) };
}

/** What trainings of several processes take on machines of their own; absent where there are none. */
function machinesSummary(analysis: Analysis) {
  const all = onSeveralMachines(analysis);
  if (all.length === 0) return {};
  return { machines: all.map(({ one, ...rest }) => ({ configuration: one.id, label: one.label, ...rest })) };
}

/** What the sizes say of larger models; absent where they are too few. */
function projectionSummary(analysis: Analysis) {
  const found = projectionOf(analysis, PUBLISHED_MODELS);
  return isProjection(found) ? { projection: projectionJson(found) } : {};
}

/** With the text; and of several conditions, with the text of each answer. Those of scenarios alone are called so. */
function answerSummary(analysis: Analysis) {
  const { answer } = analysis;
  const text = answerText(analysis);
  if (answer.kind !== "by-condition") return { ...answer, text };
  const { conditions, ...none } = answer;
  const answers = byCondition(analysis)
    .map(underHeading)
    .map(({ analysis: own }, index) => {
      const { condition, floors } = conditions[index]!;
      return { condition, floors, answer: { ...own.answer, text: answerText(own) } };
    });
  if (isByScenario(answers)) {
    const scenarios = answers.map(({ condition: { scenario }, answer: own }) => ({ scenario, answer: own }));
    return { ...none, kind: "by-scenario" as const, scenarios, text };
  }
  const named = answers.map(({ condition, ...own }) => ({
    name: conditionName(condition),
    condition: condition.values,
    ...own,
  }));
  return { ...none, conditions: named, text };
}

function* configurationSummaries({ configurations, plan }: Analysis) {
  for (const one of configurations) yield configurationSummary(one, plan);
}

/** `refusal` is text; `refusedFor` is the same as a structure. `classes` is null if no record counts by class. */
function configurationSummary(
  { cells, condition, figures, intervals, refusal, ...result }: ConfigurationResult,
  plan: Plan,
) {
  return {
    ...result,
    ...(condition.isScenarioAlone ? {} : { condition: condition.values }),
    classes: classesOf(cells, labelsOfData(plan, cells)),
    figures: figures === null ? null : figuresSummary(figures, intervals),
    refusal: refusal === null ? null : refusalText(refusal),
    refusedFor: refusal,
    fields: cells[0]?.cell.fields ?? {},
    experiments: [...new Set(cells.map(({ cell }) => cell.experiment.id))],
    planned: cells.length,
  };
}

/** The usual market: of the configurations that can be shipped in some market, every month. Null if nothing can be sold. */
function warSummary(analysis: Analysis, sheet: MarketSheet) {
  const entrants = warEntrants(analysis);
  const war = usualWar(entrants, sheet);
  if (war === null) return null;
  return {
    ...(entrants.condition === null ? {} : conditionJson(entrants.condition)),
    ...warJson(war, soldIn(war.field.undominated, war.question)),
  };
}

/** Without the bits by row, which are in baselines.jsonl. */
function marksSummary({ measured, missing, hosted, dominating }: Marks) {
  return {
    measured: measured.map(({ correct: _, ...mark }) => mark),
    missing,
    hosted,
    dominating: dominating?.name ?? null,
  };
}

/** `takenFor` only has labels that some of the class' rows were given. */
function classesOf(cells: readonly CellResult[], labels: readonly string[]) {
  const scores = classScores(finishedRuns(cells), labels);
  return (
    scores?.map(({ label, rows, precision, recall, f1, takenFor }) => ({
      label,
      rows,
      precision,
      recall,
      f1,
      takenFor: Object.fromEntries(
        (takenFor ?? []).flatMap((share, given) => (share === 0 ? [] : [[labels[given], share]])),
      ),
    })) ?? null
  );
}

/** `interval` is the 95 % interval of the middle, `low` and `high` the range over the runs or samples. */
function figuresSummary(figures: Figures, intervals: FigureIntervals) {
  const pooled = RECORD_FIGURES.map((figure) => {
    const value = pooledFigure(figures, figure);
    const name = figure.summaryField ?? figure.name;
    if (typeof value !== "object" || value === null) return [name, value] as const;
    const { middle, low, high, runs } = value;
    return [name, { middle, low, high, runs, interval: intervals.get(figure.name) ?? null }] as const;
  });
  return Object.fromEntries([...pooled, ["trainings", figures.trainings] as const]);
}

type SummaryColumn = readonly [name: string, read: (cell: CellResult) => CsvField];

/** Columns before the figures. */
const CELL_COLUMNS: readonly SummaryColumn[] = [
  ["experiment", ({ cell }) => cell.experiment.id],
  ["configuration", ({ label }) => userText(label)],
  ["seed", ({ cell }) => cell.experiment.training.seed],
  ["repeat", ({ cell }) => cell.repeat],
  ["status", ({ status }) => status],
  ["reason", ({ noFigures }) => (noFigures === null ? null : userText(noFiguresText(noFigures)))],
];

function figureColumn(figure: Figure): SummaryColumn {
  return [figure.name, ({ run }) => (run === null ? null : figure.read(run))];
}

/**
 * summary.csv: one line per planned cell. After the figures come axes as columns named "axis.…", and the ends of the figures' 95 %
 * intervals, which are the configuration's and thus equal in all of its cells. RFC 4180, CRLF line ends.
 * @returns line by line
 */
export function* summaryCsv({ cells, labels, configurations }: Analysis): Iterable<string> {
  const axes = labels.axes.map((axis): SummaryColumn => [`axis.${axis}`, ({ cell }) => axisField(cell.fields[axis])]);
  const columns = [...CELL_COLUMNS, ...RECORD_FIGURES.map(figureColumn), ...axes];
  const endsOf = (intervals: FigureIntervals) => fieldsText(INTERVAL_COLUMNS.map(([, end]) => end(intervals)));
  const ends = new Map(configurations.map(({ id, intervals }) => [id, endsOf(intervals)]));
  const none = endsOf(new Map());
  const names = [...columns, ...INTERVAL_COLUMNS].map(([name]) => name);
  yield csvText([names]);
  for (const cell of cells) {
    const own = fieldsText(columns.map(([, read]) => read(cell)));
    yield `${own},${ends.get(cell.cell.configuration) ?? none}${CSV_LINE_END}`;
  }
}

/** Ends of the 95 % intervals of a configuration. */
const INTERVAL_COLUMNS = RECORD_FIGURES.filter(hasSpread).flatMap(({ name }) =>
  (["low", "high"] as const).map(
    (end) => [`${name}.interval.${end}`, (intervals: FigureIntervals) => intervals.get(name)?.[end] ?? null] as const,
  ),
);

/** The value of an axis as written in the matrix; empty if the cell does not set the axis. */
function axisField(value: Json | undefined): CsvField {
  if (value === undefined) return null;
  if (typeof value === "number") return value;
  return userText(typeof value === "string" ? value : canonicalJson(value));
}
