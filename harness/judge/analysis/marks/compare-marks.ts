import { median } from "simple-statistics";
import { groupBy } from "../../../base/group-by.ts";
import { correctRows } from "../../../base/statistics/correct-rows.ts";
import { shareInterval } from "../../../base/statistics/share-interval.ts";
import type { Spread } from "../../../base/statistics/summaries.ts";
import { recordMachine, sampleMachine } from "../../../contract/index.ts";
import { type HostedMark, type MarkLine, type MeasuredMark, markId } from "../../../contract/mark.ts";
import { scenarioOf } from "../../../contract/serving.ts";
import { usdPerMillionTexts, wallUsd } from "../../pricing/cost.ts";
import type { PlanOffers } from "../../pricing/plan-offers.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { Analysis } from "../analysis.ts";
import { SHOWN_P } from "../baseline-comparison.ts";
import { comparePairs, rightRows } from "../compare.ts";
import type { Floor } from "../standard.ts";
import { SAME_WITHIN } from "../ties.ts";
import type { HostedResult, MarkComparison, MarkCost, MarkResult, Marks } from "./marks.ts";

const MARK_SCENARIO = "closed-loop";

/**
 * The configuration that marks are compared with: of several answers, that of the loop in which marks are measured, with what else is given
 * as in the cell on whose rows they are trained; where that cell is not of the loop, or more is given of how models are served, the first such.
 */
export function comparedWithMarks({
  plan: { cells },
  configurations,
  answer,
}: Pick<Analysis, "plan" | "configurations" | "answer">): string | null {
  if (answer.kind !== "by-condition") return answer.winner;
  const trained = cells.find(({ isBaseline }) => isBaseline) ?? cells[0]!;
  const own = configurations.find(({ id }) => id === trained.configuration)?.condition;
  const possible = answer.conditions.filter(
    ({ condition }) => condition.scenario === MARK_SCENARIO && condition.ofModel === own?.ofModel,
  );
  const compared = possible.find(({ condition }) => condition.key === own?.key) ?? possible[0];
  return compared?.answer.winner ?? null;
}

/**
 * Compares marks with the answer.
 * @param lines of a mark that several machines have measured, one of each
 * @param answered finished runs of the configuration that the answer names; none without an answer
 * @param floors what the answer has to be good at: of a mark its accuracy alone is known, so that none dominates where it is another figure
 */
export function marksOf(
  lines: readonly MarkLine[],
  answered: readonly PricedRun[],
  { offers, floors }: { readonly offers: PlanOffers; readonly floors: readonly Floor[] },
): Marks {
  const counting = [...groupBy(lines, markId).values()].map((several) => countingOf(several, answered));
  const isAboutAccuracy = floors.every(({ rule }) => rule.figure === "accuracy");
  const measured = counting.flatMap((line) =>
    line.status === "ok" ? markResult(line, answered, offers, isAboutAccuracy) : [],
  );
  return {
    measured,
    missing: counting.filter((line) => line.status === "missing"),
    hosted: counting.flatMap((line) => (line.status === "hosted" ? hostedResult(line) : [])),
    dominating:
      measured
        .filter(({ versusAnswer }) => versusAnswer !== null && versusAnswer.domination !== null)
        .sort((a, b) => b.accuracy - a.accuracy || a.usd.middle - b.usd.middle)[0] ?? null,
  };
}

/** Of one mark's lines that of the machine which measured the answer, or else the last. */
function countingOf(several: readonly MarkLine[], answered: readonly PricedRun[]): MarkLine {
  const ofAnswer = (line: MarkLine) => line.status === "ok" && answered.every((run) => isOfMachine(line, run));
  return several.findLast(ofAnswer) ?? several.at(-1)!;
}

/** Costs are compared on one machine alone. */
function isOfMachine(mark: MeasuredMark, run: PricedRun): boolean {
  return sampleMachine(mark) === recordMachine(run);
}

function hostedResult(mark: HostedMark): HostedResult {
  return { ...mark, usdPerMillionTexts: mark.unitsPerText * mark.usdPerMillionUnits };
}

function markResult(
  mark: MeasuredMark,
  answered: readonly PricedRun[],
  offers: PlanOffers,
  canDominate: boolean,
): MarkResult {
  const { accuracy, testRows, textsPerSecond, textsPerSecondRange, trainWallMs, pricedAs } = mark;
  const price = offers.get(pricedAs)?.price ?? mark.price;
  const usdAt = (rate: number) => usdPerMillionTexts(rate, price.usdPerHour);
  const [slowest, fastest] = textsPerSecondRange;
  const usd = { middle: usdAt(textsPerSecond), low: usdAt(fastest), high: usdAt(slowest), runs: 1 };
  return {
    ...mark,
    price,
    usd,
    trainUsd: wallUsd(trainWallMs, price.usdPerHour),
    accuracyInterval: shareInterval(accuracy * testRows, testRows),
    versusAnswer: comparisonOf(mark, usd, answered, canDominate),
  };
}

function comparisonOf(
  mark: MeasuredMark,
  usd: Spread,
  answered: readonly PricedRun[],
  canDominate: boolean,
): MarkComparison | null {
  const runs = answered.filter(
    ({ experiment, quality }) => experiment.dataset === mark.dataset && quality.testRows === mark.testRows,
  );
  if (runs.length === 0) return null;
  const candidate = correctRows(mark.correct, mark.testRows, "correct");
  const accuracy = comparePairs(
    runs.map((run) => ({ seed: run.experiment.training.seed, candidate, reference: rightRows(run) })),
  );
  const cost = costOf(mark, usd, runs);
  return { accuracy, cost, domination: canDominate ? dominationOf(accuracy, cost) : null };
}

function costOf(mark: MeasuredMark, usd: Spread, runs: readonly PricedRun[]): MarkCost | null {
  const isComparable = runs.every((run) => isOfMachine(mark, run) && scenarioOf(run) === MARK_SCENARIO);
  if (!isComparable) return null;
  const usdOf = ({ price }: PricedRun, rate: number) => usdPerMillionTexts(rate, price.usdPerHour);
  const answerUsd = median(runs.map((run) => usdOf(run, run.usage.serve.textsPerSecond)));
  const lowest = Math.min(...runs.map((run) => usdOf(run, run.usage.serve.textsPerSecondRange[1])));
  const highest = Math.max(...runs.map((run) => usdOf(run, run.usage.serve.textsPerSecondRange[0])));
  const ratio = usd.middle / answerUsd;
  if (ratio >= 1 / SAME_WITHIN && ratio <= SAME_WITHIN) return { ratio, answerUsd, verdict: "alike" };
  const verdict = usd.high < lowest ? "cheaper" : usd.low > highest ? "dearer" : "not-told";
  return { ratio, answerUsd, verdict };
}

function dominationOf(
  { interval, p }: MarkComparison["accuracy"],
  cost: MarkCost | null,
): MarkComparison["domination"] {
  if (cost?.verdict === "cheaper") return interval.high >= 0 ? "cheaper" : null;
  const isAsCheap = cost !== null && cost.ratio <= SAME_WITHIN;
  return isAsCheap && interval.low > 0 && p < SHOWN_P ? "more-accurate" : null;
}
