import { groupBy } from "../../base/group-by.ts";
import type { Uniform } from "../../base/statistics/bootstrap.ts";
import type { Plan, RunLine } from "../../contract/index.ts";
import { type Figures, figuresOf } from "../figures/figures.ts";
import { type PricedRun, type Prices, RECORDED_PRICES } from "../pricing/priced-run.ts";
import { usedPrices } from "../pricing/used-prices.ts";
import type {
  AccuracyFloor,
  Analysis,
  BaselineComparison,
  CellResult,
  ConfigurationResult,
  Floor,
  Refusal,
} from "./analysis.ts";
import { answerOf } from "./answer.ts";
import { cellResults, countByStatus, finishedRuns } from "./cells.ts";
import { compareWithBaseline } from "./compare.ts";
import { floorOf, reaches, selectingAccuracy } from "./floor.ts";
import { frontierProbabilities, onFrontier } from "./frontier.ts";
import { type Labels, labelsOf } from "./labels.ts";
import { warningsOf } from "./warnings.ts";

function accuracyRule({ quality }: Plan): AccuracyFloor {
  const rule = quality.find(({ figure }) => figure === "accuracy");
  return rule ?? { atLeast: 0 };
}

/** The cells of one configuration with their pooled figures. */
interface ConfigurationGroup {
  readonly id: string;
  readonly isBaseline: boolean;
  readonly cells: readonly CellResult[];
  readonly runs: readonly PricedRun[];
  readonly figures: Figures | null;
  readonly isOnSameData: boolean;
}

/**
 * Finds the cheapest configuration that is accurate enough. Records of cells that are not in the plan are ignored.
 * @param lines the records and the samples of serving
 * @param uniform seeded numbers in [0, 1) for the bootstraps: equal input and seed give an equal analysis
 * @param prices offers that replace the recorded ones; all dollars, and thus the answer, are computed from them
 * @throws RecordError on a record whose bitset of correct answers does not fit its test rows
 */
export function analyze(
  plan: Plan,
  lines: readonly RunLine[],
  uniform: Uniform,
  prices: Prices = RECORDED_PRICES,
): Analysis {
  const labels = labelsOf(plan);
  const cells = cellResults(plan, lines, labels, prices);
  const counts = countByStatus(cells);
  const groups = groupsOf(cells);
  const baseline = groups.find(({ isBaseline }) => isBaseline);
  const finished = groups.flatMap(({ figures, isOnSameData }) => (figures === null || !isOnSameData ? [] : [figures]));
  const floor = floorOf(accuracyRule(plan), baseline?.figures ?? null, finished);
  const configurations = configurationsOf(groups, floor, labels, uniform);
  const answer = answerOf({ cells, configurations, floor });
  const warnings = warningsOf({ plan, cells, counts, configurations });
  const used = usedPrices(finishedRuns(cells), prices);
  return { plan, labels, prices: used, cells, counts, configurations, floor, answer, warnings };
}

function groupsOf(cells: readonly CellResult[]): ConfigurationGroup[] {
  const byConfiguration = groupBy(cells, ({ cell }) => cell.configuration);
  const groups = [...byConfiguration].map(([id, members]) => {
    const runs = finishedRuns(members);
    const isBaseline = members.some(({ cell }) => cell.isBaseline);
    return { id, isBaseline, cells: members, runs, figures: figuresOf(runs) };
  });
  const reference = groups.find(({ isBaseline }) => isBaseline) ?? groups[0];
  return groups.map((group) => ({ ...group, isOnSameData: reference !== undefined && isSameData(group, reference) }));
}

type GroupData = Pick<ConfigurationGroup, "cells" | "figures">;

/** Equal datasets and, if both finished, equal numbers of test rows. */
function isSameData(a: GroupData, b: GroupData): boolean {
  const datasetOf = ({ cells }: GroupData) => cells[0]?.cell.experiment.dataset;
  const rows = [a, b].flatMap(({ figures }) => (figures === null ? [] : [figures.testRows]));
  return datasetOf(a) === datasetOf(b) && new Set(rows).size < 2;
}

function configurationsOf(
  groups: readonly ConfigurationGroup[],
  floor: Floor,
  labels: Labels,
  uniform: Uniform,
): ConfigurationResult[] {
  const comparisons = comparisonsOf(groups, uniform);
  const frontier = frontierOf(groups, uniform);
  const reference = groups.some(({ isBaseline }) => isBaseline) ? "baseline" : "first-configuration";
  return groups.map((group) => {
    const refusal = refusalOf(group, floor, reference);
    return {
      id: group.id,
      label: labels.names.get(group.id) ?? group.id,
      isBaseline: group.isBaseline,
      cells: group.cells,
      finished: group.runs.length,
      figures: group.figures,
      versusBaseline: comparisons.get(group.id) ?? null,
      isOnSameData: group.isOnSameData,
      isEligible: refusal === null,
      refusal,
      isOnFrontier: frontier.get(group.id)?.isMember ?? false,
      frontierProbability: frontier.get(group.id)?.probability ?? null,
    };
  });
}

function comparisonsOf(groups: readonly ConfigurationGroup[], uniform: Uniform): Map<string, BaselineComparison> {
  const baseline = groups.find(({ isBaseline }) => isBaseline);
  const others = groups.filter((group) => group !== baseline);
  return compareWithBaseline(baseline?.runs ?? [], new Map(others.map(({ id, runs }) => [id, runs])), uniform);
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

/** @param reference the configuration whose data counts */
function refusalOf(
  { cells, runs, figures, isOnSameData }: ConfigurationGroup,
  floor: Floor,
  reference: "baseline" | "first-configuration",
): Refusal | null {
  if (figures === null) {
    const why = cells.find(({ noFigures }) => noFigures !== null)?.noFigures ?? { status: "missing" };
    return { kind: "no-figures", why };
  }
  if (!isOnSameData) return { kind: "other-data", reference };
  if (runs.length < cells.length) return { kind: "unfinished", finished: runs.length, planned: cells.length };
  const { threshold, selectedOn } = floor;
  if (threshold === null) return { kind: "no-baseline" };
  if (selectingAccuracy(figures, selectedOn) === null) return { kind: "no-validation-rows" };
  return reaches(figures, floor) ? null : { kind: "below-floor", threshold, selectedOn };
}
