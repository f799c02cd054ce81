import { wallUsd } from "../../pricing/cost.ts";
import type { FinishedConfiguration } from "../analysis.ts";
import { bestAccuracy, msToAccuracy, type SharedTraining, sharedTrainings } from "./shared-training.ts";
import type { CensoredSpread, ReachedAccuracy, ToAccuracy, TrainingKind } from "./training-findings.ts";

/** Half a point. */
const STEP = 0.005;
/** Thresholds below the best accuracy by more than 10 points say little about the models that anyone wants. */
const MOST_THRESHOLDS = 21;
/** Steps such as 0.87 / 0.005 are not whole in float64. */
const ROUNDING = 1e-9;

/**
 * Time and money to test accuracies in steps of half a point, up to the best that any training reaches. The accuracy is that of the
 * float32 weights after an epoch, as in DAWNBench.
 * @see Coleman et al. 2019, Analysis of DAWNBench, ACM SIGOPS Operating Systems Review 53(1)
 */
export function toAccuracy(configurations: readonly FinishedConfiguration[]): ToAccuracy {
  const trainings = sharedTrainings(configurations);
  if (trainings.length === 0) return { thresholds: [], kinds: [] };
  const best = Math.max(...trainings.map(({ run }) => bestAccuracy(run)));
  const last = Math.floor(best / STEP + ROUNDING);
  const thresholds = Array.from({ length: Math.min(MOST_THRESHOLDS, last) }, (_, index) => last - index)
    .reverse()
    .map((steps) => steps / (1 / STEP));
  return {
    thresholds,
    kinds: trainingKinds(trainings).map((own) => ({
      configurations: [...new Set(own.flatMap(({ configurations: ids }) => ids))],
      trainings: own.length,
      reached: reachedSteps(own, thresholds),
    })),
  };
}

/** Trainings that a configuration uses are of one kind, also where another one that shares them lacks a seed. */
function trainingKinds(trainings: readonly SharedTraining[]): SharedTraining[][] {
  const kinds = new Set<SharedTraining[]>();
  const kindOf = new Map<string, SharedTraining[]>();
  for (const one of trainings) {
    const known = one.configurations.map((id) => kindOf.get(id)).filter((kind) => kind !== undefined);
    const [kind = [], ...others] = new Set(known);
    kinds.add(kind);
    for (const other of others) {
      kinds.delete(other);
      kind.push(...other);
    }
    kind.push(one);
    for (const { configurations } of [...others.flat(), one]) for (const id of configurations) kindOf.set(id, kind);
  }
  return [...kinds];
}

/** What it takes to reach a threshold. */
export function reachedAt({ reached }: TrainingKind, threshold: number): ReachedAccuracy {
  return reached.find(({ upTo }) => threshold <= upTo)!;
}

/** Thresholds that each training passes in one and the same epoch are one step. */
function reachedSteps(trainings: readonly SharedTraining[], thresholds: readonly number[]): ReachedAccuracy[] {
  const times = thresholds.map((threshold) => trainings.map(({ run }) => msToAccuracy(run, threshold)));
  return thresholds.flatMap((upTo, index) => {
    const isLast = times[index]!.some((ms, training) => ms !== times[index + 1]?.[training]);
    return isLast ? [reachedIn(trainings, times[index]!, upTo)] : [];
  });
}

/** @param times by training, in milliseconds; null for one that does not get there */
function reachedIn(
  trainings: readonly SharedTraining[],
  times: readonly (number | null)[],
  upTo: number,
): ReachedAccuracy {
  const usd = times.map((ms, index) => (ms === null ? null : wallUsd(ms, trainings[index]!.run.price.usdPerHour)));
  return {
    upTo,
    trainings: times.filter((ms) => ms !== null).length,
    ms: censoredSpread(times),
    usd: censoredSpread(usd),
  };
}

/** @param values at least one; null is beyond all others */
export function censoredSpread(values: readonly (number | null)[]): CensoredSpread {
  const ascending = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const half = ascending.length / 2;
  const [lower, upper] = [ascending[Math.ceil(half) - 1]!, ascending[Math.floor(half)]!];
  return {
    middle: finite((lower + upper) / 2),
    low: finite(ascending[0]!),
    high: finite(ascending.at(-1)!),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
