/** What one process says of itself after one round. */
export interface Measurement {
  /** Median milliseconds of one unit of the work: a step, a batch, a text, a pass over the texts. */
  readonly medianMs: number;
  /** From the start of the process to the moment it can answer, no part of `medianMs`; null where nobody asks for it. */
  readonly startupMs: number | null;
  /** Who was measured, with its version where it tells. */
  readonly by: string;
}
