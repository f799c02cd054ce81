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
    const missed = inHalf(runs, isUntrained) ? [] : (faultsOf(runs)?.neverPredicted ?? []);
    const classes = missed.map((label) => labelsOfData(plan, one.cells)[label] ?? String(label));
    return classes.length === 0 ? [] : [{ name: one.label, classes }];
  });
  return [...groupBy(missing, ({ classes }) => JSON.stringify(classes)).values()].map((alike): Warning => {
    const { classes } = alike[0]!;
    return { kind: "missed-classes", configurations: alike.map(({ name }) => name), classes };
  });
}

/** Configurations half of whose trainings or more ended at the share of the most frequent label. */
export function notTrained({ configurations, plan }: Trained): Warning[] {
  const untrained = configurations.flatMap((one) => {
    const runs = finishedRuns(one.cells);
    const found = runs.find(isUntrained);
    if (found === undefined || !inHalf(runs, isUntrained)) return [];
    const { label, share } = majorityAnswer(found)!;
    return [{ name: one.label, majority: { label: labelsOfData(plan, one.cells)[label] ?? String(label), share } }];
  });
  return [...groupBy(untrained, ({ majority }) => JSON.stringify(majority)).values()].map((alike): Warning => {
    const { majority } = alike[0]!;
    return { kind: "not-trained", configurations: alike.map(({ name }) => name), majority };
  });
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
