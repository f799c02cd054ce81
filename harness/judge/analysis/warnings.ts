import { groupBy } from "../../base/group-by.ts";
import type { DataDoubt, Plan } from "../../contract/index.ts";
import { ENOUGH_TRAININGS } from "../../contract/measuring.ts";
import { scenariosOf } from "../../contract/serving.ts";
import { CATALOGUE } from "../figures/catalogue/registry.ts";
import type { Figure } from "../figures/figure.ts";
import type { Figures } from "../figures/figures.ts";
import type { UsedPrice } from "../pricing/used-prices.ts";
import type { CellResult, CellStatus, ConfigurationResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { corpusWarnings } from "./corpus-warnings.ts";
import type { Answer } from "./decision.ts";
import { disturbances } from "./disturbance.ts";
import type { Precision } from "./known-precision.ts";
import { priceWarnings } from "./price-warnings.ts";
import type { Majority } from "./standard.ts";
import { littleLearned, missedClasses, notTrained, stillImproving } from "./training-warnings.ts";
import { SETTLED_DOUBTS, type SettledDoubt, type Warning } from "./warning.ts";
import { namedBy } from "./within-condition.ts";

/** Standard errors that two samples of the same kind differ by less than once in a hundred times. */
const BEYOND_CHANCE = 2.58;
/** With this many rows, the accuracy is known to well under two points. */
const ENOUGH_TEST_ROWS = 2000;

interface WarningInput {
  readonly plan: Plan;
  readonly cells: readonly CellResult[];
  readonly counts: Readonly<Record<CellStatus, number>>;
  readonly configurations: readonly ConfigurationResult[];
  /** The baselines that floors are computed from; none if the plan has none. */
  readonly references: readonly ConfigurationResult[];
  readonly answer: Answer;
  readonly majority: Majority | null;
  readonly precision: Precision | null;
  /** The offers behind all dollars. */
  readonly prices: readonly UsedPrice[];
}

/** The warnings in reading order. */
export function warningsOf(input: WarningInput): Warning[] {
  return [
    unfinished,
    unfinishedBaseline,
    notTrained,
    missedClasses,
    littleLearned,
    stillImproving,
    validationAndTestDisagree,
    fewTrainings,
    fewTestRows,
    dataDoubts,
    corpusWarnings,
    severalMachines,
    severalDatasets,
    severalValidationShares,
    severalScenarios,
    stale,
    priceWarnings,
    disturbances,
    notPrecise,
    notMeasured,
  ].flatMap((findWarnings) => findWarnings(input));
}

function unfinished({ cells, counts }: WarningInput): Warning[] {
  if (counts.ok === cells.length) return [];
  // Sorted, since the order of the cells is that of running, which is random.
  const reasons = cells.flatMap(({ noFigures }) => (noFigures?.status === "skipped" ? [noFigures.reason] : [])).sort();
  const skipped = [...groupBy(reasons, (reason) => reason)].map(([reason, runs]) => ({ reason, runs: runs.length }));
  return [{ kind: "unfinished", counts, skipped }];
}

function unfinishedBaseline({ plan: { quality }, references }: WarningInput): Warning[] {
  const isFloorFixed = quality.every((rule) => "atLeast" in rule);
  return references.flatMap(({ label, finished, cells: { length: planned } }): Warning[] => {
    if (finished === 0 || finished === planned) return [];
    return [
      {
        kind: "unfinished-baseline",
        finished,
        planned,
        ...(references.length === 1 ? {} : { configuration: label }),
        ...(isFloorFixed ? { isFloorFixed } : {}),
      },
    ];
  });
}

function dataDoubts({ plan: { datasets } }: WarningInput): Warning[] {
  return datasets.flatMap(({ id, doubts = [] }) =>
    doubts.flatMap((doubt) => (isSettled(doubt) ? [] : [{ ...doubt, dataset: datasets.length === 1 ? null : id }])),
  );
}

function isSettled(doubt: DataDoubt): doubt is SettledDoubt {
  return SETTLED_DOUBTS.some((kind) => kind === doubt.kind);
}

function notPrecise({ precision }: WarningInput): Warning[] {
  return precision === null || precision.widest === null || precision.isReached
    ? []
    : [{ kind: "not-precise", precision }];
}

function fewTrainings({ configurations }: WarningInput): Warning[] {
  const counts = finishedFigures(configurations).map(({ trainings }) => trainings);
  const fewest = Math.min(...counts);
  if (counts.length === 0 || fewest >= ENOUGH_TRAININGS) return [];
  return [{ kind: "few-trainings", fewest, most: Math.max(...counts) }];
}

/** Of the rows that the answer is about: of several datasets, those of the baseline. */
function fewTestRows({ configurations }: WarningInput): Warning[] {
  const finished = finishedFigures(configurations.filter(({ isOnSameData }) => isOnSameData));
  const testRows = Math.min(...finished.map((figures) => figures.testRows));
  if (!Number.isFinite(testRows) || testRows >= ENOUGH_TEST_ROWS) return [];
  const errors = finished.map(({ accuracy, testRows: rows }) => standardError(accuracy.middle, rows));
  return [{ kind: "few-test-rows", testRows, errorPoints: 200 * Math.max(...errors) }];
}

/**
 * Of a share of independent rows, with two right and two wrong ones added: rows that are all right are not certain.
 * @see Agresti and Coull 1998, The American Statistician 52(2)
 */
function standardError(share: number, rows: number): number {
  const shrunk = (share * rows + 2) / (rows + 4);
  return Math.sqrt((shrunk * (1 - shrunk)) / (rows + 4));
}

/** Of the first winner: different rows of one kind give accuracies that differ by chance alone. */
function validationAndTestDisagree({ configurations, answer }: WarningInput): Warning[] {
  const winners = namedBy({ answer });
  const found = configurations.filter(({ id }) => winners.has(id)).flatMap(disagreement);
  return found.slice(0, 1);
}

function disagreement({ label, cells, figures }: ConfigurationResult): Warning[] {
  const rows = finishedRuns(cells)[0]?.quality.validation?.rows;
  const validation = figures?.validationAccuracy?.middle;
  if (figures === null || rows === undefined || validation === undefined) return [];
  const { accuracy, testRows } = figures;
  const error = Math.hypot(standardError(validation, rows), standardError(accuracy.middle, testRows));
  if (Math.abs(validation - accuracy.middle) <= BEYOND_CHANCE * error) return [];
  return [{ kind: "validation-and-test-disagree", configuration: label, validation, test: accuracy.middle }];
}

function severalMachines({ cells }: WarningInput): Warning[] {
  const named = cells.flatMap(({ record, samples }) => [
    ...(record === null ? [] : [{ kind: record.host.fingerprint, machine: record.host.machine }]),
    ...samples.map(({ host, machine }) => ({ kind: host, machine })),
  ]);
  // Older records name only the kind of machine, which may be that of newer ones.
  const perKind = [...groupBy(named, ({ kind }) => kind).values()].map((own) =>
    Math.max(1, new Set(own.flatMap(({ machine }) => machine ?? [])).size),
  );
  const machines = perKind.reduce((total, count) => total + count, 0);
  return machines < 2 ? [] : [{ kind: "several-machines", machines }];
}

function severalDatasets({ plan }: WarningInput): Warning[] {
  const ids = new Set(plan.cells.map(({ experiment }) => experiment.dataset));
  if (ids.size < 2) return [];
  const reference = plan.baseline === null ? "first-configuration" : "baseline";
  return [{ kind: "several-datasets", datasets: ids.size, reference }];
}

function severalValidationShares({ plan }: WarningInput): Warning[] {
  const shares = [...new Set(plan.cells.map(({ experiment }) => experiment.training.validation))].sort((a, b) => a - b);
  return shares.length < 2 ? [] : [{ kind: "several-validation-shares", shares }];
}

function severalScenarios({ plan }: WarningInput): Warning[] {
  const scenarios = scenariosOf(plan.cells);
  return scenarios.length < 2 ? [] : [{ kind: "several-scenarios", scenarios }];
}

function stale({ cells }: WarningInput): Warning[] {
  const records = cells.filter(({ isStale }) => isStale).length;
  return records === 0 ? [] : [{ kind: "stale", records }];
}

function notMeasured({ cells }: WarningInput): Warning[] {
  const runs = finishedRuns(cells);
  return CATALOGUE.flatMap((figure: Figure): Warning[] => {
    const { missing, isNotMeant } = figure;
    if (missing === undefined) return [];
    const lacking = runs.filter((run) => figure.read(run) === null && isNotMeant?.(run) !== true).length;
    return lacking === 0 ? [] : [{ kind: "not-measured", missing, runs: lacking, finished: runs.length }];
  });
}

function finishedFigures(configurations: readonly ConfigurationResult[]): Figures[] {
  return configurations.flatMap(({ figures }) => (figures === null ? [] : [figures]));
}
