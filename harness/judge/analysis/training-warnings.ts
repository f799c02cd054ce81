import { groupBy } from "../../base/group-by.ts";
import type { Plan } from "../../contract/index.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { faultsOf, inHalf, majorityAnswer } from "../quality/usefulness.ts";
import type { ConfigurationResult } from "./analysis.ts";
import { finishedRuns, labelsOfData } from "./cells.ts";
import type { Warning } from "./warning.ts";

/** A smaller fall of the validation loss in the last epoch would hardly go on. */
const FALL = 0.01;
/** Fewer epochs show no course. */
const FEWEST_EPOCHS = 3;

interface Trained {
  readonly plan: Plan;
  readonly configurations: readonly ConfigurationResult[];
}

/** Configurations whose models never give some label, without those that are not trained. */
export function missedClasses({ configurations, plan }: Trained): Warning[] {
  const missing = configurations.flatMap((one) => {
    const runs = finishedRuns(one.cells);
    const faults = inHalf(runs, isUntrained) ? null : faultsOf(runs);
    const classes = (faults?.neverPredicted ?? []).map(
      (label) => labelsOfData(plan, one.cells)[label] ?? String(label),
    );
    if (faults === null || classes.length === 0) return [];
    return [{ name: one.label, finding: { classes, ...inSomeOf(faults.faulty, faults.runs) } }];
  });
  return alikeOf(missing).map(
    ({ configurations, finding }): Warning => ({
      kind: "missed-classes",
      configurations,
      ...finding,
    }),
  );
}

/** Configurations half of whose trainings or more ended at the share of the most frequent label. */
export function notTrained({ configurations, plan }: Trained): Warning[] {
  const untrained = configurations.flatMap((one) => {
    const runs = finishedRuns(one.cells);
    const found = runs.find(isUntrained);
    if (found === undefined || !inHalf(runs, isUntrained)) return [];
    const { label, share } = majorityAnswer(found)!;
    const majority = { label: labelsOfData(plan, one.cells)[label] ?? String(label), share };
    return [{ name: one.label, finding: { majority, ...inSomeOf(runs.filter(isUntrained).length, runs.length) } }];
  });
  return alikeOf(untrained).map(
    ({ configurations, finding }): Warning => ({
      kind: "not-trained",
      configurations,
      ...finding,
    }),
  );
}

/** Configurations of these two kinds that were trained in epochs here, so that another training may do better. */
export function littleLearned({ configurations }: Trained): Warning[] {
  const isOne = (runs: readonly PricedRun[]) => {
    const misses = (faultsOf(runs)?.neverPredicted ?? []).length > 0;
    return runs.some(({ training }) => training.history.length > 0) && (misses || inHalf(runs, isUntrained));
  };
  const names = namesOf(configurations, isOne);
  if (names.length === 0) return [];
  const averagesPadding = namesOf(configurations, (runs) => isOne(runs) && runs.some(readsPadding)).length > 0;
  return [{ kind: "little-learned", configurations: names, averagesPadding }];
}

function readsPadding({ experiment }: PricedRun): boolean {
  return experiment.model.pooling === "all";
}

function inSomeOf(some: number, all: number): { readonly inSomeRuns?: true } {
  return some < all ? { inSomeRuns: true } : {};
}

/** Findings that several configurations share, each with their names. */
function alikeOf<T>(found: readonly { readonly name: string; readonly finding: T }[]) {
  return [...groupBy(found, ({ finding }) => JSON.stringify(finding)).values()].map((alike) => ({
    configurations: alike.map(({ name }) => name),
    finding: alike[0]!.finding,
  }));
}

/** Configurations whose validation loss still fell in the last of their epochs. */
export function stillImproving({ configurations }: Trained): Warning[] {
  const names = namesOf(configurations, (runs) => inHalf(runs, fellInTheEnd));
  return names.length === 0 ? [] : [{ kind: "still-improving", configurations: names }];
}

/** Whether every test text is given the label of the majority, and every validation text, too. */
function isUntrained(run: PricedRun): boolean {
  const { test, validation } = run.quality;
  const given = new Set([...(test?.confusion ?? []), ...(validation?.confusion ?? [])].map(([, label]) => label));
  return given.size === 1 && given.has(majorityAnswer(run)?.label ?? -1);
}

function fellInTheEnd({ training: { history, stopped } }: PricedRun): boolean {
  const losses = history.flatMap(({ validationLoss }) => validationLoss ?? []);
  if (stopped !== null || losses.length < history.length || losses.length < FEWEST_EPOCHS) return false;
  const [before, last] = losses.slice(-2) as [number, number];
  return last === Math.min(...losses) && last < before * (1 - FALL);
}

function namesOf(
  configurations: readonly ConfigurationResult[],
  has: (runs: readonly PricedRun[]) => boolean,
): string[] {
  return configurations.flatMap(({ cells, label }) => {
    const runs = finishedRuns(cells);
    return runs.length > 0 && has(runs) ? [label] : [];
  });
}
