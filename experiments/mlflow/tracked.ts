/** What MLflow calls an experiment and its runs, as data. */

/** One value of a metric; `step` orders those of one name. */
export interface TrackedValue {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly value: number;
  readonly step: number;
}

/** MLflow's states of a run, as numbers. */
export const RUN_STATUS = { finished: 3, failed: 4, killed: 5 } as const;

export interface TrackedRun {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly status: (typeof RUN_STATUS)[keyof typeof RUN_STATUS];
  readonly startMs: number;
  readonly endMs: number;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, readonly TrackedValue[]>>;
  readonly tags: Readonly<Record<string, string>>;
  /** The cell's folder below the run folder; null where there is no model. */
  readonly artifacts: string | null;
}

export interface TrackedExperiment {
  /** Decimal digits: MLflow's databases keep it as a whole number. */
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly runs: readonly TrackedRun[];
}
