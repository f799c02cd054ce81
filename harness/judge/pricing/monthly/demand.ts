import type { Price } from "../../../contract/index.ts";

/** What a configuration was measured to need. */
export interface CellNeeds {
  /** Of all processes that serve, busy all the time, as the scenario has it. */
  readonly textsPerSecond: number;
  /** Threads of all of them. */
  readonly threads: number;
  /** For one text alone; null if not measured. */
  readonly requestMs: number | null;
  /** From the start of the process to the first probability; null if not measured. */
  readonly coldStartMs: number | null;
  /** Peak resident memory of the process; null if not measured. */
  readonly memoryBytes: number | null;
  /** The machine that measured. */
  readonly measuredOn: { readonly architecture: string; readonly accelerator: string | null };
  /** Wall time of the processes that train and compress it once. */
  readonly trainingMs: number;
  /** The same of its teachers, which are trained again with it; null without teachers. */
  readonly teachersMs: number | null;
  /** The offer for its training where that of serving is no machine. */
  readonly trainingPrice: Pick<Price, "usdPerHour" | "billing">;
}

/** How a cell is operated, whatever the volume. */
export interface Operation {
  /** Share of its time that a machine may be busy on average, above 0, at most 1: the rest is for peaks and for waiting to stay short. */
  readonly utilization: number;
  /** Days between two trainings; null if it is never trained again. */
  readonly retrainDays: number | null;
  /** The month's share of what the search for the configuration cost. */
  readonly searchUsd: number;
  /** Share of the paid time of spot machines that is lost to interruptions: starting again, and work done twice. */
  readonly spotLoss: number;
  /** Share of serverless requests that start a new function. */
  readonly coldShare: number;
}
