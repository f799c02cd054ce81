/**
 * What a fresh process measures of one phase of a cell: noisy figures, which a check compares by pairs of processes.
 */
export const SAMPLED_FIGURES = ["trainStepMs", "textsPerSecond", "p50Ms", "trainPeakRssBytes", "peakRssBytes"] as const;
export type SampledFigure = (typeof SAMPLED_FIGURES)[number];

/** Two samples taken one right after the other, each by a fresh process. */
export interface SamplePair {
  readonly base: number;
  readonly head: number;
  /** Which of the two ran first. */
  readonly first: "base" | "head";
  /** How long the base's sample was timed, in milliseconds; null for a metric that is not a time. */
  readonly baseTimedMs: number | null;
}

/** What one fresh process is to measure of a cell, which is named by its experiment. */
export type SampleRequest = { readonly experiment: string } & (
  | { readonly phase: "serve" }
  /** The same number in base and head, the first of which warms up. */
  | { readonly phase: "train"; readonly epochs: number }
);

export interface SampledValue {
  readonly value: number;
  /** How long it was timed; null for what is not a time. */
  readonly timedMs: number | null;
}

/** What one process measured. */
export type Sample = Partial<Record<SampledFigure, SampledValue>>;

/** What pairs of processes sample: one phase of one cell. */
export interface SampledPhase {
  readonly key: string;
  readonly request: { readonly base: SampleRequest; readonly head: SampleRequest };
  /** Base against base: any change here is noise. */
  readonly isControl: boolean;
}

export interface PhasePairs {
  /** By metric, in the order in which they were taken. */
  readonly pairs: Readonly<Partial<Record<SampledFigure, SamplePair[]>>>;
  /** Why there are no more: the first sample that failed. */
  readonly failure: { readonly side: "base" | "head"; readonly text: string } | null;
}

/** A sampled phase with the cells that it stands for, by the content ids of their fields. */
export interface CheckedPhase extends SampledPhase {
  readonly phase: "train" | "serve";
  readonly cells: readonly string[];
}
