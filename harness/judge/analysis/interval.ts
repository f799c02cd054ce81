import type { Interval } from "../../base/statistics/bootstrap.ts";
import type { CenterMethod } from "../../base/statistics/center-interval.ts";

/** 95 % interval of a configuration's figure. */
export interface FigureInterval extends Interval {
  readonly method: IntervalMethod;
}

/** "rows": over the rows and, with several seeds, the trainings. "order-statistics" and "student-t": over samples, runs or trainings. */
export type IntervalMethod = "rows" | CenterMethod;

/** By name of the figure; figures without an interval are left out. */
export type FigureIntervals = ReadonlyMap<string, FigureInterval>;
