import { canonicalJson } from "../../base/canonical-json.ts";
import type { Experiment, ModelShape, PlannedCell } from "../../contract/index.ts";
import { isPretrainedModel, REFERENCE } from "../../contract/model-source.ts";
import type { Analysis, FinishedConfiguration } from "./analysis.ts";
import type { BaselineComparison } from "./baseline-comparison.ts";
import { finishedRuns } from "./cells.ts";
import { isComparable } from "./comparable.ts";
import { comparePairs, pairsOf } from "./compare.ts";
import { isFault } from "./standard.ts";
import { SAME_WITHIN } from "./ties.ts";
import type { SingleAnalysis } from "./within-condition.ts";

/** Models of another source are much dearer from here on: a difference that changes what one builds, not which knob one turns. */
const MUCH_DEARER = 10;

/** A small model beside a large one: what is given up, and what is saved. */
export interface Trade {
  readonly small: FinishedConfiguration;
  readonly large: FinishedConfiguration;
  /** Which of the two the answer names. */
  readonly answer: "small" | "large";
  /** Of which models of other sources the other one is the most accurate: the widest that hold; null if of none of these. */
  readonly among: "dearer" | "far-dearer" | "trained-elsewhere" | "far-cheaper" | null;
  /** Accuracy of the small one minus that of the large one, by seed and test row. */
  readonly accuracy: BaselineComparison;
  /** Cost of the large one over that of the small one, as the figures beside it have them. */
  readonly costRatio: number;
  /** Whether the large one was trained elsewhere, so that its training is not counted. */
  readonly isLargePretrained: boolean;
  /** What teachers do to the small one; null where the run does not have it both ways. */
  readonly teaching: Teaching | null;
}

/** The small model and its twin, of which teachers teach one. */
export interface Teaching {
  readonly twin: FinishedConfiguration;
  readonly isTwinTaught: boolean;
  /** Accuracy of the twin minus that of the small one, by seed and test row. */
  readonly accuracy: BaselineComparison;
}

/**
 * The answer beside the most accurate model of another source that costs at least ten times as much, or that was trained elsewhere and costs
 * more than about the same; where there is none, beside the most accurate one that costs at most a tenth.
 * @returns null without such a model, without an answer, where the two share no seed, and on a machine that costs nothing
 */
export function tradeOf(analysis: SingleAnalysis): Trade | null {
  const comparable = analysis.configurations.filter(isComparable);
  const answered = comparable.find(({ id }) => id === analysis.answer.winner);
  if (answered === undefined || usdOf(answered) === 0) return null;
  const others = comparable.filter((one) => sourceOf(one) !== sourceOf(answered) && usdOf(one) > 0);
  const large = mostAccurate(others.filter((one) => isLarge(one, answered, analysis)));
  if (large !== undefined) {
    const among = amongDearer(large, { others, answered, analysis });
    return tradeBetween({ small: answered, large, answer: "small", among }, analysis);
  }
  const useful = others.filter(({ refusal }) => !isFault(refusal));
  const isFarCheaper = (one: FinishedConfiguration) => usdOf(answered) >= MUCH_DEARER * usdOf(one);
  const small = mostAccurate(useful.filter(isFarCheaper));
  if (small === undefined) return null;
  const among = isMostAccurate(small, others.filter(isFarCheaper)) ? "far-cheaper" : null;
  return tradeBetween({ small, large: answered, answer: "large", among }, analysis);
}

interface Dearer {
  /** Of other sources. */
  readonly others: readonly FinishedConfiguration[];
  readonly answered: FinishedConfiguration;
  readonly analysis: Analysis;
}

/** The widest group that the large one belongs to and is the most accurate of. */
function amongDearer(large: FinishedConfiguration, { others, answered, analysis }: Dearer): Trade["among"] {
  const dearer = others.filter((one) => usdOf(one) > usdOf(answered));
  const groups = {
    dearer,
    "far-dearer": dearer.filter((one) => usdOf(one) >= MUCH_DEARER * usdOf(answered)),
    "trained-elsewhere": dearer.filter((one) => isPretrained(one, analysis)),
  } as const;
  const names = Object.keys(groups) as (keyof typeof groups)[];
  return names.find((name) => groups[name].includes(large) && isMostAccurate(large, groups[name])) ?? null;
}

function isMostAccurate(one: FinishedConfiguration, all: readonly FinishedConfiguration[]): boolean {
  return all.every(({ figures }) => figures.accuracy.middle <= one.figures.accuracy.middle);
}

function tradeBetween(pair: Pick<Trade, "small" | "large" | "answer" | "among">, analysis: Analysis): Trade | null {
  const { small, large } = pair;
  const pairs = pairsOf(finishedRuns(small.cells), finishedRuns(large.cells));
  if (pairs.length === 0) return null;
  return {
    ...pair,
    accuracy: comparePairs(pairs),
    costRatio: usdOf(large) / usdOf(small),
    isLargePretrained: isPretrained(large, analysis),
    teaching: teachingOf(small, analysis),
  };
}

/** Of several twins the most accurate, such as of one model under several teachers. */
function teachingOf(
  small: FinishedConfiguration,
  { configurations }: Pick<Analysis, "configurations">,
): Teaching | null {
  const isTaught = cellOf(small).teachers.length > 0;
  const twin = mostAccurate(
    configurations
      .filter(isComparable)
      .filter((one) => (isTaught ? isTaughtTwin(small, one) : isTaughtTwin(one, small))),
  );
  if (twin === undefined) return null;
  const pairs = pairsOf(finishedRuns(twin.cells), finishedRuns(small.cells));
  return pairs.length === 0 ? null : { twin, isTwinTaught: !isTaught, accuracy: comparePairs(pairs) };
}

/** Whether one is the other with a technique of its training that has teachers. */
function isTaughtTwin(taught: FinishedConfiguration, alone: FinishedConfiguration): boolean {
  const [own, other] = [cellOf(taught), cellOf(alone)];
  if (own.teachers.length === 0 || other.teachers.length > 0) return false;
  const wanted = keyOf(other.experiment, other.experiment.techniques);
  return own.experiment.techniques.some((technique, index) => {
    const isOfTraining = own.trainedWith.some((one) => canonicalJson(one) === canonicalJson(technique));
    return isOfTraining && keyOf(own.experiment, own.experiment.techniques.toSpliced(index, 1)) === wanted;
  });
}

/** Equal for experiments that differ in nothing but the seed and their techniques, and have these in place of them. */
function keyOf({ id: _, training, ...rest }: Experiment, techniques: Experiment["techniques"]): string {
  const { seed: __, ...seedless } = training;
  return canonicalJson({ ...rest, training: seedless, techniques });
}

function isLarge(one: FinishedConfiguration, answered: FinishedConfiguration, analysis: Analysis): boolean {
  const ratio = usdOf(one) / usdOf(answered);
  return ratio >= MUCH_DEARER || (isPretrained(one, analysis) && ratio > SAME_WITHIN);
}

function isPretrained(one: FinishedConfiguration, { plan }: Analysis): boolean {
  return isPretrainedModel(modelOf(one), plan);
}

function sourceOf(one: FinishedConfiguration): string {
  return modelOf(one).source ?? REFERENCE;
}

function modelOf(one: FinishedConfiguration): ModelShape {
  return cellOf(one).experiment.model;
}

function cellOf({ cells }: FinishedConfiguration): PlannedCell {
  return cells[0]!.cell;
}

const usdOf = ({ figures }: FinishedConfiguration) => figures.usdPerMillionTexts.middle;

/** Of equally accurate ones the cheapest. */
function mostAccurate(some: readonly FinishedConfiguration[]): FinishedConfiguration | undefined {
  return [...some].sort((a, b) => b.figures.accuracy.middle - a.figures.accuracy.middle || usdOf(a) - usdOf(b))[0];
}
