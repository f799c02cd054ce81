/** Result of one process in one round. */
export interface Measurement {
  /** Median milliseconds of one unit of the work: a step, a batch, a text or a pass over the texts. */
  readonly medianMs: number;
  /** From the start of the process until it can predict, not part of `medianMs`; null if it was not measured. */
  readonly startupMs: number | null;
  /** What was measured, with its version if known. */
  readonly by: string;
}
