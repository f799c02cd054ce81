import { groupBy } from "../../base/group-by.ts";
import type { Uniform } from "../../base/statistics/uniform.ts";
import { conditionBaselines } from "../../contract/condition-baselines.ts";
import { conditionKey } from "../../contract/given-axes.ts";
import { type Plan, type RunLine, recordsIn } from "../../contract/index.ts";
import type { MarkLine } from "../../contract/mark.ts";
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
import { type Condition, conditionsOf } from "./condition.ts";
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
import { frontierProbabilities } from "./frontier.ts";
import { type Labels, labelsOf } from "./labels.ts";
import { ContrastReader } from "./levers/contrast.ts";
import { letterGroups } from "./levers/letter-groups.ts";
import { leversOf } from "./levers/levers.ts";
import { comparedWithMarks, marksOf } from "./marks/compare-marks.ts";
import { onFrontier } from "./on-frontier.ts";
import { precisionOf } from "./precision.ts";
import type { Majority } from "./standard.ts";
import { performanceProfile } from "./trainings/performance-profile.ts";
import { toAccuracy } from "./trainings/to-accuracy.ts";
import { warningsOf } from "./warnings.ts";

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
  const conditions = conditionsOf(plan);
  const groups = groupsOf(plan, { cells, conditions }, labels);
  const finished = groups.filter(isFinished).filter(({ isOnSameData }) => isOnSameData);
  const classes = labelsOfData(plan, (finished[0] ?? groups[0])?.cells ?? []);
  const standards = standardsOf(plan, groups, { labels, classes });
  const standardOf = ({ ofModel }: Condition) => standards.get(ofModel)!;
  const configurations = configurationsOf(groups, standardOf, labels, uniform);
  const floorsUnder = (condition: Condition) => standardOf(condition).floors;
  const answer = answerOf({ cells, configurations, conditions, floorsOf: floorsUnder });
  const planned = configurations.find(({ id }) => id === labels.baseline) ?? configurations[0]!;
  const { floors } = standardOf(planned.condition);
  const comparable = configurations.filter(isComparable);
  const reader = new ContrastReader();
  const majority = majorityOf(finished, classes);
  const precision = precisionOf(plan, cells);
  const used = usedPrices(finishedRecords(cells), offers);
  const ofReferences = new Set([...standards.values()].map(({ reference }) => reference?.id));
  const references = configurations.filter(({ id }) => ofReferences.has(id));
  const found = { plan, cells, counts, configurations, references, answer, majority, precision, prices: used };
  const warnings = warningsOf(found);
  const compared = comparedWithMarks({ plan, configurations, answer });
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
    marks: marksOf(marks, groups.find(({ id }) => id === compared)?.runs ?? [], { offers, floors }),
    levers: leversOf(comparable, labels, reader),
    groups: letterGroups(comparable, reader),
    toAccuracy: toAccuracy(comparable),
    performanceProfile: performanceProfile(comparable, labels),
    warnings,
  };
}

interface ConditionedCells {
  readonly cells: readonly CellResult[];
  readonly conditions: readonly Condition[];
}

function groupsOf(plan: Plan, { cells, conditions }: ConditionedCells, labels: Labels): ConfigurationGroup[] {
  const byKey = new Map(conditions.map((condition) => [condition.key, condition]));
  const byConfiguration = groupBy(cells, ({ cell }) => cell.configuration);
  const groups = [...byConfiguration].map(([id, members]) => {
    const runs = finishedRuns(members);
    const condition = byKey.get(conditionKey(members[0]!.cell, plan))!;
    return { id, cells: members, runs, figures: figuresOf(runs), condition };
  });
  const baselines = conditionBaselines(plan);
  const reference = groups.find(({ id }) => id === labels.baseline) ?? groups[0];
  return groups.map((group) => ({
    isBaseline: baselines.has(group.id),
    isOnSameData: reference !== undefined && isSameData(group, reference),
    ...group,
  }));
}

/** What the configurations of one kind of models are judged by, and what is compared with what. */
interface JudgedStandard extends Standard {
  /** The configuration whose accuracy the others are compared with, whether it finished or not. */
  readonly reference: ConfigurationGroup | undefined;
  readonly comparisons: ReadonlyMap<string, BaselineComparison>;
}

/** By what is given of models: how texts come changes no accuracy, so quality is judged once for all scenarios. */
function standardsOf(
  { quality }: Plan,
  all: readonly ConfigurationGroup[],
  { labels, classes }: { readonly labels: Labels; readonly classes: readonly string[] },
): ReadonlyMap<string, JudgedStandard> {
  const byModel = groupBy(all, ({ condition }) => condition.ofModel);
  return new Map(
    [...byModel].map(([ofModel, groups]) => {
      const reference = referenceOf(groups, labels);
      const finished = groups.filter(isFinished).filter(({ isOnSameData }) => isOnSameData);
      const baseline = reference !== undefined && isFinished(reference) ? reference : null;
      const floors = floorsOf(quality, classes, baseline, finished);
      const comparisons = comparisonsOf(groups, reference);
      return [ofModel, { floors, classes, baseline, models: countModels(finished), reference, comparisons }];
    }),
  );
}

/**
 * The plan's baseline, or what stands for it where something else is given; if that did not finish, a finished one that stands for it in
 * another scenario, which serves the same model.
 */
function referenceOf(groups: readonly ConfigurationGroup[], labels: Labels): ConfigurationGroup | undefined {
  const baselines = groups.filter(({ isBaseline }) => isBaseline);
  const own = baselines.find(({ id }) => id === labels.baseline) ?? baselines[0];
  return own === undefined || isFinished(own) ? own : (baselines.find(isFinished) ?? own);
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
  standardOf: (condition: Condition) => JudgedStandard,
  labels: Labels,
  uniform: Uniform,
): ConfigurationResult[] {
  const compared = groupBy(groups, ({ condition }) => condition.key);
  const frontier = new Map([...compared.values()].flatMap((own) => [...frontierOf(own, uniform)]));
  const reference = groups.some(({ isBaseline }) => isBaseline) ? "baseline" : "first-configuration";
  return groups.map((group) => {
    const standard = standardOf(group.condition);
    const quality = qualityOf(group, standard);
    const refusal = refusalOf(group, quality, standard, reference);
    return {
      id: group.id,
      label: labels.names.get(group.id) ?? group.id,
      condition: group.condition,
      isBaseline: group.isBaseline,
      cells: group.cells,
      finished: group.runs.length,
      figures: group.figures,
      intervals: intervalsOf(group.runs, group.figures),
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
