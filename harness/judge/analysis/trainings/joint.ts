import { mean } from "simple-statistics";
import { perObject } from "../../../base/per-object.ts";
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
  /** Dollars of the training steps, over the usual link. */
  readonly usd: OwnerUsd;
  /** The share of the exchanges after which it dropped out, without the model of the others; null for one that stayed. */
  readonly leftAfter: number | null;
}

/** Owners who train one model. */
export interface Joint {
  readonly one: FinishedConfiguration;
  readonly owners: readonly OwnerOutcome[];
  /** Of the model of all. */
  readonly jointAccuracy: number;
  /** Owners who stayed, and for whom it is more accurate than their own, as far as printed figures show it. */
  readonly gaining: number;
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
  const outcomes = owners.map(({ rows }, owner): OwnerOutcome => {
    const aloneAccuracy = mean(runs.map((run) => run.usage.together.owners[owner]!.testAccuracy));
    return { rows, aloneAccuracy, usd: usd[owner]!, leftAfter: leftAfter[owner]! };
  });
  const gaining = stayingOwners(outcomes).filter(
    (one) => printedSteps(one.aloneAccuracy) < printedSteps(jointAccuracy),
  ).length;
  return { one, owners: outcomes, jointAccuracy, gaining };
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
