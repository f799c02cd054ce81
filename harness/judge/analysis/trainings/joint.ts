import { mean } from "simple-statistics";
import { perObject } from "../../../base/per-object.ts";
import { tQuantile } from "../../../base/statistics/student-t.ts";
import { meansBySeed, twoWayError } from "../../../base/statistics/two-way-error.ts";
import { printedSteps } from "../../figures/format.ts";
import { type JointWork, type OwnerUsd, ownersUsd } from "../../pricing/machines/joint-cost.ts";
import { USUAL_LINK } from "../../pricing/machines/links.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { Analysis, FinishedConfiguration } from "../analysis.ts";
import { finishedRuns } from "../cells.ts";
import { isComparable } from "../comparable.ts";
import { leastDisturbedSteps, medianWork, type StepOf, speedOf, type TogetherRun, workOf } from "./several-machines.ts";

/** One of several owners of rows: what joining the others gives it. */
export interface OwnerOutcome {
  readonly rows: number;
  /** Of its own rows, for as many epochs: the mean over the trainings. */
  readonly aloneAccuracy: number;
  /** Null for one that dropped out, which has not the model of the others. */
  readonly gain: JointGain | null;
  /** Dollars of the training steps, over the usual link. */
  readonly usd: OwnerUsd;
  /** The share of the exchanges after which it dropped out, without the model of the others; null for one that stayed. */
  readonly leftAfter: number | null;
}

/** The joint model's accuracy above that of an owner's own, a fraction. */
export interface JointGain {
  /** The mean over the trainings. */
  readonly value: number;
  /**
   * What it is shown to be at least, at 95 % for all owners who stayed together. Records do not have the answers of an owner's own model by row, so it holds
   * whichever rows that has right: the lowest of all that the two accuracies allow.
   */
  readonly bound: number;
}

/** Owners who train one model. */
export interface Joint {
  readonly one: FinishedConfiguration;
  readonly owners: readonly OwnerOutcome[];
  /** Of the model of all. */
  readonly jointAccuracy: number;
  /** Owners who stayed, and for whom it is more accurate than their own, as far as printed figures show it. */
  readonly gaining: number;
  /** Of these, those whose gain is shown to be more than chance. */
  readonly shown: number;
}

type JointRun = TogetherRun & { readonly usage: { readonly together: { readonly owners: readonly Owner[] } } };
type Owner = NonNullable<NonNullable<PricedRun["usage"]["together"]>["owners"]>[number];

/** Every finished configuration whose workers own rows that differ, in the order of the matrix. */
export function jointTrainings({ configurations }: Pick<Analysis, "configurations">): readonly Joint[] {
  return ofConfigurations(configurations);
}

/** By the configurations, which the parts of an analysis share where it has one answer. */
const ofConfigurations = perObject((configurations: Analysis["configurations"]): readonly Joint[] => {
  const stepOf = leastDisturbedSteps(configurations);
  return configurations.filter(isComparable).flatMap((one) => {
    const runs = finishedRuns(one.cells).filter(isJoint);
    return runs.length === 0 ? [] : [jointOf(one, runs, stepOf)];
  });
});

/** The one that is most accurate on the validation rows or, without any, on the test rows; undefined without owners. */
export function bestJoint(all: readonly Joint[]): Joint | undefined {
  const scoreOf = ({ one: { figures } }: Joint) => (figures.validationAccuracy ?? figures.accuracy).middle;
  return [...all].sort((a, b) => scoreOf(b) - scoreOf(a))[0];
}

function isJoint(run: PricedRun): run is JointRun {
  return run.usage.together?.owners !== undefined;
}

function jointOf(one: FinishedConfiguration, runs: readonly JointRun[], stepOf: StepOf): Joint {
  const [{ usage, price }] = runs as readonly [JointRun, ...JointRun[]];
  const { workers, owners, exchanges } = usage.together;
  const leftAfter = owners.map((owner) => (owner.leftAfter === undefined ? null : owner.leftAfter / exchanges));
  const work = medianWork(runs.map((run) => workOf(run, stepOf(run))));
  const usd = ownersUsd(
    // An owner's batch is its share of the whole one.
    {
      ...work,
      gradientMs: work.gradientMs / workers,
      steps: owners.map(({ steps }) => steps),
      ...leavingOf(leftAfter),
    },
    { link: speedOf(USUAL_LINK), usdPerHour: price.usdPerHour },
  );
  const jointAccuracy = one.figures.accuracy.middle;
  const staying = leftAfter.filter((after) => after === null).length;
  const outcomes = owners.map(({ rows }, owner): OwnerOutcome => {
    const aloneAccuracy = mean(runs.map((run) => run.usage.together.owners[owner]!.testAccuracy));
    const gain = leftAfter[owner] === null ? gainOf(runs, owner, staying) : null;
    return { rows, aloneAccuracy, gain, usd: usd[owner]!, leftAfter: leftAfter[owner]! };
  });
  const gaining = stayingOwners(outcomes).filter(
    (one) => printedSteps(one.aloneAccuracy) < printedSteps(jointAccuracy),
  );
  const shown = gaining.filter(({ gain }) => gain !== null && gain.bound > 0).length;
  return { one, owners: outcomes, jointAccuracy, gaining: gaining.length, shown };
}

/** Chance that any owner's gain is shown and is none. */
const MISS = 0.05;

/**
 * @param owner its index
 * @param staying owners who are judged together
 */
function gainOf(runs: readonly JointRun[], owner: number, staying: number): JointGain {
  const accuracies = runs.map(({ quality, usage }) => ({
    joint: quality.accuracy,
    alone: usage.together.owners[owner]!.testAccuracy,
  }));
  const bySeed = meansBySeed(
    accuracies.map(({ joint, alone }, index) => ({
      seed: runs[index]!.experiment.training.seed,
      value: joint - alone,
    })),
  );
  const { testRows } = runs[0]!.quality;
  // The trainings have the same test rows: their errors may all go one way.
  const rowError = mean(accuracies.map(largestDeviation)) / Math.sqrt(Math.max(1, testRows - 1));
  const { standardError, degreesOfFreedom } = twoWayError(rowError ** 2, testRows, bySeed);
  const value = mean(bySeed);
  return { value, bound: value - tQuantile(1 - MISS / staying, degreesOfFreedom) * standardError };
}

/** The standard deviation by row of the difference of two models that agree as seldom as their accuracies allow. */
function largestDeviation({ joint, alone }: { readonly joint: number; readonly alone: number }): number {
  const differing = Math.min(joint, 1 - alone) + Math.min(alone, 1 - joint);
  // Rounding may leave less than nothing.
  return Math.sqrt(Math.max(0, differing - (joint - alone) ** 2));
}

/** Those who have the model of all. */
export function stayingOwners(owners: readonly OwnerOutcome[]): readonly OwnerOutcome[] {
  return owners.filter(({ leftAfter }) => leftAfter === null);
}

/** All who drop out do so in one exchange. */
function leavingOf(leftAfter: readonly (number | null)[]): Pick<JointWork, "leaving"> {
  const owners = [...leftAfter.keys()].filter((owner) => leftAfter[owner] !== null);
  return owners.length === 0 ? {} : { leaving: { owners, after: leftAfter[owners[0]!]! } };
}
