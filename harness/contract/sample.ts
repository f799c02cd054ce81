/**
 * The figures that a fresh process measures for one phase of a cell. They are noisy, so a check compares pairs of
 * processes.
 */
export const SAMPLED_FIGURES = ["trainStepMs", "textsPerSecond", "p50Ms", "trainPeakRssBytes", "peakRssBytes"] as const;
export type SampledFigure = (typeof SAMPLED_FIGURES)[number];

/** Two samples taken in direct succession, each by a fresh process. */
export interface SamplePair {
  readonly base: number;
  readonly head: number;
  /** Which of the two ran first. */
  readonly first: "base" | "head";
  /** How long the base's sample was timed; null for a figure that is not a time. */
  readonly baseTimedMs: number | null;
  /** Present if other programs disturbed one of the two, even when they were taken again. */
  readonly disturbed?: true;
}

/** What a fresh process is to measure for a cell, which is named by its experiment. */
export type SampleRequest = { readonly experiment: string } & (
  | { readonly phase: "serve" }
  /** The number of epochs is the same in base and head; the first epoch warms up. */
  | { readonly phase: "train"; readonly epochs: number }
);

export interface SampledValue {
  readonly value: number;
  /** How long it was timed; null for a figure that is not a time. */
  readonly timedMs: number | null;
}

/** The measurements of one process. */
export type Sample = Partial<Record<SampledFigure, SampledValue>>;

/** One phase of one cell, to be sampled by pairs of processes. */
export interface SampledPhase {
  readonly key: string;
  readonly request: { readonly base: SampleRequest; readonly head: SampleRequest };
  /** Base against base: any change here is noise. */
  readonly isControl: boolean;
}

export interface PhasePairs {
  /** By figure, in the order in which they were taken. */
  readonly pairs: Readonly<Partial<Record<SampledFigure, SamplePair[]>>>;
  /** The first sample that failed, which ended the sampling. */
  readonly failure: { readonly side: "base" | "head"; readonly text: string } | null;
}

/** A sampled phase with the cells that it represents, by the content ids of their fields. */
export interface CheckedPhase extends SampledPhase {
  readonly phase: "train" | "serve";
  readonly cells: readonly string[];
}
