import type { ServeUsage } from "../../../contract/index.ts";
import type { Serving } from "../../../contract/serving.ts";
import type { ServingCalls } from "../serving-calls.ts";
import type { ServingSubject } from "../time-calls.ts";

/** The processes that serve, ready to be measured. */
export interface ServingGroup {
  /** The model in this process. */
  readonly local: ServingSubject;
  /** All processes that serve, this one first. */
  readonly all: readonly ServingCalls[];
}

/**
 * What samples are taken for, which decides how long they are. A check's is timed for at least 100 ms; a run takes hundreds, of
 * throughput alone: until single texts are answered at their final speed, thousands must have been.
 */
export type SamplePurpose = "check" | "run";

export interface SampleOptions extends SearchOptions {
  readonly purpose: SamplePurpose;
}

/** How a rate is searched for. */
export interface SearchOptions {
  /** The rate that the cell's record has, where a search begins; its own guess if left out. */
  readonly startPerSecond?: number;
  /**
   * Draws the arrivals of a load: the same for the cells of a round, which are compared, and others in each round, so that the spread of
   * rounds has the chance of arrivals in it. 0 if left out.
   */
  readonly round?: number;
}

/** A figure, and how long it was timed. */
export interface TimedFigure {
  readonly value: number;
  readonly timedMs: number;
}

/** One sample of the figures that checks and runs compare. */
export interface SampledServing {
  /** Null where single texts were not timed. */
  readonly p50Ms: TimedFigure | null;
  readonly textsPerSecond: TimedFigure;
}

/** How requests reach processes that hold the model. */
export interface Scenario {
  measure(group: ServingGroup, serving: Serving): Promise<ServeUsage>;
  /** The same figures in a fraction of the time. */
  sample(group: ServingGroup, serving: Serving, options: SampleOptions): Promise<SampledServing>;
}
