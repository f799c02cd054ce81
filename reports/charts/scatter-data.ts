import type { Direction } from "../../harness/judge/figures/figure.ts";
import type { QuantityUnit } from "../../harness/judge/figures/units.ts";

/** What the scatter plot is drawn from, of any two figures: plain data, so that the page can hold it. */
export interface ScatterData {
  /** The finding in accuracy against cost, as a sentence without a period. */
  readonly finding: string;
  /** What there is an answer for each of, after "each"; null where one is for all. */
  readonly conditionNoun: string | null;
  /** Those that can be compared, in the order of the matrix. */
  readonly configurations: readonly ScatterConfiguration[];
  /** The figures of the catalogue that some configuration has, in its order. */
  readonly figures: readonly ScatterFigure[];
  readonly color: ScatterChannel | null;
  /** The same axis as the color's where there is no other. */
  readonly shape: ScatterChannel | null;
  /** What the matrix asks of the test accuracy; null if its rules are about other figures. */
  readonly floor: ScatterFloor | null;
  /** What the configurations are compared with, near enough to be drawn beside them. */
  readonly marks: readonly ScatterMark[];
  /** List prices among the costs of what is drawn. */
  readonly prices: readonly ScatterPrice[];
  /** Sentences about the marks and prices. */
  readonly marksReading: readonly string[];
}

export interface ScatterConfiguration {
  readonly id: string;
  readonly label: string;
  /** The label, with a note if it is the baseline. */
  readonly marked: string;
  /** Names of its values on the axes of the channels; empty without one. */
  readonly color: string;
  readonly shape: string;
  /** Of several conditions, the name of its own; else null. */
  readonly condition: string | null;
  readonly role: "winner" | "tied" | "other";
  /** Also where it is the winner. */
  readonly isBaseline: boolean;
  /** Why it cannot be the answer; null if it can. */
  readonly refusal: string | null;
  /** Share of resamples in which no other is both cheaper and more accurate; null if nothing tells. */
  readonly frontierProbability: number | null;
  /** Difference in accuracy from the baseline; null without a comparison. */
  readonly difference: string | null;
}

/** A figure of the configurations, by their order, in the figure's own unit; null where it was not measured. */
export interface ScatterFigure {
  readonly name: string;
  readonly title: string;
  readonly unit: QuantityUnit;
  readonly better: Direction;
  /** Whether it is among the key figures. */
  readonly isKey: boolean;
  readonly middles: readonly (number | null)[];
  /** Ends of the 95 % interval or, of a single measurement, of the range within it. */
  readonly lows: readonly (number | null)[];
  readonly highs: readonly (number | null)[];
  /** Ends of its bars where they show something else: for accuracy, the baseline's plus the paired interval of the difference. */
  readonly bars?: { readonly lows: readonly (number | null)[]; readonly highs: readonly (number | null)[] };
}

/** An axis of the matrix that points are told apart by. */
export interface ScatterChannel {
  readonly title: string;
  /** Names of its values, in the order of the matrix. */
  readonly values: readonly string[];
}

export interface ScatterFloor {
  /** On the axis of test accuracy, a fraction; null where it is no number there. */
  readonly level: number | null;
  readonly text: string;
  readonly isOfValidation: boolean;
}

export interface ScatterMark {
  readonly name: string;
  readonly accuracy: number;
  readonly accuracyText: string;
  readonly usd: number;
  readonly usdLow: number;
  readonly usdHigh: number;
  readonly usdText: string;
  /** Difference in accuracy from the answer. */
  readonly differenceText: string;
}

export interface ScatterPrice {
  readonly service: string;
  readonly usd: number;
  readonly costText: string;
  readonly sourceText: string;
}

/** What of the data is drawn. */
export interface ScatterChoice {
  /** Names of figures. */
  readonly x: string;
  readonly y: string;
  /** Ids of the configurations that are shown; null for all. */
  readonly shown: ReadonlySet<string> | null;
  /** Ids of configurations that are marked. */
  readonly pinned: ReadonlySet<string>;
}

/** The figures of the question that the page answers. */
export const DEFAULT_AXES = { x: "usdPerMillionTexts", y: "accuracy" } as const;

export const USUAL_CHOICE: ScatterChoice = { ...DEFAULT_AXES, shown: null, pinned: new Set() };

/** The figure of an axis, or the usual one where none of that name was measured. */
export function figureOn(axis: "x" | "y", { figures }: ScatterData, name: string): ScatterFigure {
  const named = (wanted: string) => figures.find((figure) => figure.name === wanted);
  return named(name) ?? named(DEFAULT_AXES[axis])!;
}

/** Whether the axes are accuracy against cost, whose frontier was resampled. */
export function areUsual(x: Pick<ScatterFigure, "name">, y: Pick<ScatterFigure, "name">): boolean {
  return x.name === DEFAULT_AXES.x && y.name === DEFAULT_AXES.y;
}
