/** What tells two runs apart, cell by cell. */
import { max, mean, min } from "simple-statistics";
import { groupBy } from "../../harness/base/group-by.ts";
import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import { meanInterval } from "../../harness/base/statistics/center-interval.ts";
import type { ComparedCell, ComparedFigures, ListedRun } from "../page/compared-run.ts";

/** Two cells of the same configuration and seed. */
export interface CellPair {
  readonly a: ComparedCell;
  readonly b: ComparedCell;
  /** Whether they are of one experiment, rather than of one name and seed. */
  readonly isSameExperiment: boolean;
}

/** A pair of which both cells have figures. */
export interface FiguresPair {
  readonly a: ComparedFigures;
  readonly b: ComparedFigures;
  readonly isSameMachine: boolean;
}

export interface AccuracyDifference {
  /** Of B from A, a fraction: the mean over pairs of trainings, each the mean over its cells. */
  readonly difference: number;
  /** 95 %, by a paired t over the trainings; null for a single one. */
  readonly interval: Interval | null;
  readonly cells: number;
  readonly trainings: number;
}

/** B's values as multiples of A's. */
export interface Ratios {
  readonly geometricMean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface Comparison {
  readonly pairs: readonly CellPair[];
  readonly onlyA: readonly ComparedCell[];
  readonly onlyB: readonly ComparedCell[];
  /** Pairs in which both have figures. */
  readonly finished: number;
  /** Of these, pairs that machines of two kinds measured: their times and costs are not compared. */
  readonly otherMachine: number;
  /** Of the others, pairs whose dollars are of two offers. */
  readonly otherOffer: number;
  /** Null where there is nothing to compare. */
  readonly accuracy: AccuracyDifference | null;
  readonly usd: Ratios | null;
  readonly training: Ratios | null;
  readonly bytes: Ratios | null;
}

/** Cells are matched by experiment and repeat; those that have no match by configuration, seed and repeat, as with data that has changed. */
export function compareRuns(a: readonly ComparedCell[], b: readonly ComparedCell[]): Comparison {
  const same = matched(a, b, ({ experiment, repeat }) => JSON.stringify([experiment, repeat]));
  const alike = matched(same.onlyA, same.onlyB, ({ label, seed, repeat }) => JSON.stringify([label, seed, repeat]));
  const pairs = [
    ...same.pairs.map((pair) => ({ ...pair, isSameExperiment: true })),
    ...alike.pairs.map((pair) => ({ ...pair, isSameExperiment: false })),
  ];
  const finished = pairs.flatMap((pair) => figuresPair(pair) ?? []);
  const timed = finished.filter(({ isSameMachine }) => isSameMachine);
  return {
    pairs,
    onlyA: alike.onlyA,
    onlyB: alike.onlyB,
    finished: finished.length,
    otherMachine: finished.length - timed.length,
    otherOffer: timed.filter((pair) => pair.a.offer !== pair.b.offer).length,
    accuracy: accuracyDifference(finished),
    usd: ratiosOf(timed, ({ usdPerMillionTexts }) => usdPerMillionTexts),
    // Cells that share a training took that time together.
    training: ratiosOf(
      [...groupBy(timed, trainingsOf).values()].map(([first]) => first!),
      ({ trainWallMs }) => trainWallMs,
    ),
    bytes: ratiosOf(finished, ({ modelBytes }) => modelBytes),
  };
}

interface Matched {
  readonly pairs: readonly { readonly a: ComparedCell; readonly b: ComparedCell }[];
  readonly onlyA: readonly ComparedCell[];
  readonly onlyB: readonly ComparedCell[];
}

/** In A's order; of several cells with one key, the first with the first. */
function matched(
  a: readonly ComparedCell[],
  b: readonly ComparedCell[],
  keyOf: (cell: ComparedCell) => string,
): Matched {
  const waiting = groupBy(b, keyOf);
  const found = a.map((cell) => ({ a: cell, b: waiting.get(keyOf(cell))?.shift() ?? null }));
  const left = new Set([...waiting.values()].flat());
  return {
    pairs: found.flatMap(({ a: own, b: other }) => (other === null ? [] : [{ a: own, b: other }])),
    onlyA: found.flatMap(({ a: own, b: other }) => (other === null ? [own] : [])),
    onlyB: b.filter((cell) => left.has(cell)),
  };
}

/** Null if one of them has no figures. */
export function figuresPair({ a, b }: Pick<CellPair, "a" | "b">): FiguresPair | null {
  if (a.figures === null || b.figures === null) return null;
  return { a: a.figures, b: b.figures, isSameMachine: a.machine === b.machine };
}

const trainingsOf = ({ a, b }: FiguresPair) => JSON.stringify([a.trainRun, b.trainRun]);

function accuracyDifference(finished: readonly FiguresPair[]): AccuracyDifference | null {
  if (finished.length === 0) return null;
  const groups = [...groupBy(finished, trainingsOf).values()];
  const differences = groups.map((pairs) => mean(pairs.map(({ a, b }) => b.accuracy - a.accuracy)));
  return {
    difference: mean(differences),
    interval: differences.length < 2 ? null : meanInterval(differences),
    cells: finished.length,
    trainings: differences.length,
  };
}

/** Of the pairs in which both values are above 0: what was not trained has no ratio. */
function ratiosOf(pairs: readonly FiguresPair[], figureOf: (figures: ComparedFigures) => number): Ratios | null {
  const ratios = pairs.flatMap(({ a, b }) => {
    const [from, to] = [figureOf(a), figureOf(b)];
    return from > 0 && to > 0 ? [to / from] : [];
  });
  if (ratios.length === 0) return null;
  return {
    geometricMean: Math.exp(mean(ratios.map(Math.log))),
    low: min(ratios),
    high: max(ratios),
    count: ratios.length,
  };
}

/** The places of the runs that are compared. */
export interface ChosenRuns {
  readonly a: number;
  readonly b: number;
}

/**
 * The runs of the chosen folders. One that is not chosen, or is no more, is the one before the other of its matrix; without any choice, they are the
 * last two of the matrix that was measured last of those with several runs, else the first two.
 * @param runs at least two
 */
export function chosenRuns(runs: readonly ListedRun[], chosen: Readonly<Record<string, string>>): ChosenRuns {
  const placeOf = (folder: string | undefined) => {
    const place = runs.findIndex((run) => run.folder === folder);
    return place === -1 ? null : place;
  };
  const [a, b] = [placeOf(chosen.a), placeOf(chosen.b)];
  if (a !== null && b !== null) return { a, b };
  if (a !== null) return { a, b: companionOf(a, runs) };
  if (b !== null) return { a: companionOf(b, runs), b };
  const newestFirst = runs.map((_, place) => place).sort((one, other) => later(runs[one]!, runs[other]!));
  const last = newestFirst.find((place) => runs.filter(({ matrix }) => matrix === runs[place]!.matrix).length > 1);
  return last === undefined ? { a: 0, b: 1 } : { a: companionOf(last, runs), b: last };
}

/** The newest other run of the same matrix, else the first other run. */
function companionOf(place: number, runs: readonly ListedRun[]): number {
  const others = runs.map((_, other) => other).filter((other) => other !== place);
  const [newest] = others
    .filter((other) => runs[other]!.matrix === runs[place]!.matrix)
    .sort((one, other) => later(runs[one]!, runs[other]!));
  return newest ?? others[0]!;
}

function later(one: ListedRun, other: ListedRun): number {
  return (other.measured ?? "").localeCompare(one.measured ?? "");
}
