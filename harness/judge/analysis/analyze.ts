import { groupBy } from "../../base/group-by.ts";
import type { Uniform } from "../../base/statistics/bootstrap.ts";
import { type Plan, type RunLine, recordsIn } from "../../contract/index.ts";
import type { MarkLine } from "../../contract/mark.ts";
import { scenarioBaselines } from "../../contract/scenario-baselines.ts";
import { figuresOf } from "../figures/figures.ts";
import { planOffers } from "../pricing/plan-offers.ts";
import { NO_PRICES, type Prices } from "../pricing/priced-run.ts";
import { usedPrices } from "../pricing/used-prices.ts";
import { majorityAnswer } from "../quality/usefulness.ts";
import type { Analysis, CellResult, ConfigurationResult } from "./analysis.ts";
import { answerOf } from "./answer.ts";
import type { BaselineComparison } from "./baseline-comparison.ts";
import { cellResults, countByStatus, finishedRecords, finishedRuns, labelsOfData } from "./cells.ts";
import { isComparable } from "./comparable.ts";
import { compareWithBaseline } from "./compare.ts";
import {
  type ConfigurationGroup,
  countModels,
  type FinishedGroup,
  isFinished,
  onTestRows,
  qualityOf,
  refusalOf,
  type Standard,
} from "./eligibility.ts";
import { intervalsOf } from "./figure-interval.ts";
import { floorsOf } from "./floor.ts";
import { frontierProbabilities, onFrontier } from "./frontier.ts";
import { type Labels, labelsOf } from "./labels.ts";
import { ContrastReader } from "./levers/contrast.ts";
import { letterGroups } from "./levers/letter-groups.ts";
import { leversOf } from "./levers/levers.ts";
import { comparedWithMarks, marksOf } from "./marks/compare-marks.ts";
import { precisionOf } from "./precision.ts";
import type { Majority } from "./standard.ts";
import { performanceProfile } from "./trainings/performance-profile.ts";
import { toAccuracy } from "./trainings/to-accuracy.ts";
import { warningsOf } from "./warnings.ts";
import { scenarioOfCells } from "./within-scenario.ts";

/**
 * Finds the cheapest configuration that is accurate enough. Records of cells that are not in the plan are ignored.
 * @param lines the records and the samples of serving
 * @param uniform seeded numbers in [0, 1) for the bootstraps: equal input and seed give an equal analysis
 * @param prices offers that replace the plan's; all dollars, and thus the answer, are computed from them
 * @param marks what the answer is compared with beside other configurations
 * @throws RecordError on a record whose bitset of correct answers does not fit its test rows
 */
export function analyze(
  plan: Plan,
  lines: readonly RunLine[],
  uniform: Uniform,
  prices: Prices = NO_PRICES,
  marks: readonly MarkLine[] = [],
): Analysis {
  const labels = labelsOf(plan);
  const offers = planOffers(plan, recordsIn(lines), prices);
  const cells = cellResults(plan, lines, labels, offers);
  const counts = countByStatus(cells);
  const groups = groupsOf(plan, cells, labels);
  const baseline = referenceOf(groups, labels);
  const finished = groups.filter(isFinished).filter(({ isOnSameData }) => isOnSameData);
  const classes = labelsOfData(plan, (finished[0] ?? groups[0])?.cells ?? []);
  const ofBaseline = baseline !== undefined && isFinished(baseline) ? baseline : null;
  const floors = floorsOf(plan.quality, classes, ofBaseline, finished);
  const judged = { floors, classes, baseline: ofBaseline, models: countModels(finished) };
  const comparisons = comparisonsOf(groups, baseline);
  const configurations = configurationsOf(groups, { ...judged, comparisons }, labels, uniform);
  const answer = answerOf({ cells, configurations, floors });
  const comparable = configurations.filter(isComparable);
  const reader = new ContrastReader();
  const majority = majorityOf(finished, classes);
  const precision = precisionOf(plan, cells);
  const used = usedPrices(finishedRecords(cells), offers);
  const reference = configurations.find(({ id }) => id === baseline?.id);
  const found = { plan, cells, counts, configurations, reference, answer, majority, precision, prices: used };
  const warnings = warningsOf(found);
  return {
    plan,
    labels,
    prices: used,
    cells,
    counts,
    configurations,
    floors,
    majority,
    precision,
    answer,
    marks: marksOf(marks, groups.find(({ id }) => id === comparedWithMarks(answer))?.runs ?? [], { offers, floors }),
    levers: leversOf(comparable, labels, reader),
    groups: letterGroups(comparable, reader),
    toAccuracy: toAccuracy(comparable),
    performanceProfile: performanceProfile(comparable, labels),
    warnings,
  };
}

function groupsOf(plan: Plan, cells: readonly CellResult[], labels: Labels): ConfigurationGroup[] {
  const byConfiguration = groupBy(cells, ({ cell }) => cell.configuration);
  const groups = [...byConfiguration].map(([id, members]) => {
    const runs = finishedRuns(members);
    return { id, cells: members, runs, figures: figuresOf(runs) };
  });
  const baselines = scenarioBaselines(plan.cells);
  const reference = groups.find(({ id }) => id === labels.baseline) ?? groups[0];
  return groups.map((group) => ({
    ...group,
    isBaseline: baselines.has(group.id),
    isOnSameData: reference !== undefined && isSameData(group, reference),
  }));
}

/**
 * The configuration whose accuracy the others are compared with: the plan's baseline or, if that did not finish, a finished one that
 * stands for it in another scenario, which serves the same model.
 */
function referenceOf(groups: readonly ConfigurationGroup[], labels: Labels): ConfigurationGroup | undefined {
  const own = groups.find(({ id }) => id === labels.baseline);
  const isSound = (group: ConfigurationGroup) => group.isBaseline && isFinished(group);
  return own === undefined || isFinished(own) ? own : (groups.find(isSound) ?? own);
}

type GroupData = Pick<ConfigurationGroup, "cells" | "figures">;

/** Equal datasets and, if both finished, equal numbers of test rows. */
function isSameData(a: GroupData, b: GroupData): boolean {
  const datasetOf = ({ cells }: GroupData) => cells[0]?.cell.experiment.dataset;
  const rows = [a, b].flatMap(({ figures }) => (figures === null ? [] : [figures.testRows]));
  return datasetOf(a) === datasetOf(b) && new Set(rows).size < 2;
}

function majorityOf(finished: readonly FinishedGroup[], classes: readonly string[]): Majority | null {
  for (const run of finished.flatMap(({ runs }) => runs)) {
    const majority = majorityAnswer(run);
    if (majority !== null) return { label: classes[majority.label] ?? "", share: majority.share };
  }
  return null;
}

function configurationsOf(
  groups: readonly ConfigurationGroup[],
  standard: Standard & { readonly comparisons: ReadonlyMap<string, BaselineComparison> },
  labels: Labels,
  uniform: Uniform,
): ConfigurationResult[] {
  const scenarios = groupBy(groups, ({ cells }) => scenarioOfCells(cells));
  const frontier = new Map([...scenarios.values()].flatMap((own) => [...frontierOf(own, uniform)]));
  const reference = groups.some(({ isBaseline }) => isBaseline) ? "baseline" : "first-configuration";
  return groups.map((group) => {
    const quality = qualityOf(group, standard);
    const refusal = refusalOf(group, quality, standard, reference);
    return {
      id: group.id,
      label: labels.names.get(group.id) ?? group.id,
      isBaseline: group.isBaseline,
      cells: group.cells,
      finished: group.runs.length,
      figures: group.figures,
      intervals: intervalsOf(group.runs),
      versusBaseline: standard.comparisons.get(group.id) ?? null,
      isOnSameData: group.isOnSameData,
      quality,
      onTest: onTestRows(group, standard),
      isEligible: refusal === null,
      refusal,
      isOnFrontier: frontier.get(group.id)?.isMember ?? false,
      frontierProbability: frontier.get(group.id)?.probability ?? null,
    };
  });
}

function comparisonsOf(
  groups: readonly ConfigurationGroup[],
  baseline: ConfigurationGroup | undefined,
): Map<string, BaselineComparison> {
  const others = groups.filter((group) => group !== baseline);
  return compareWithBaseline(baseline?.runs ?? [], new Map(others.map(({ id, runs }) => [id, runs])));
}

function frontierOf(
  groups: readonly ConfigurationGroup[],
  uniform: Uniform,
): Map<string, { readonly isMember: boolean; readonly probability: number }> {
  const finished = groups.flatMap(({ id, runs, figures, isOnSameData }) =>
    figures === null || !isOnSameData ? [] : [{ id, runs, figures }],
  );
  const members = onFrontier(
    finished.map(({ figures }) => ({
      accuracy: figures.accuracy.middle,
      usd: figures.usdPerMillionTexts.middle,
    })),
  );
  const probabilities = frontierProbabilities(
    finished.map(({ runs }) => runs),
    uniform,
  );
  return new Map(
    finished.map(({ id }, index) => [id, { isMember: members[index]!, probability: probabilities[index]! }]),
  );
}
