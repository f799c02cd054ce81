/** Which training rows are used: the first of a shuffle that keeps each class's share. */
export interface TrainingRows {
  readonly count: number;
  /** Of the shuffle. */
  readonly seed: number;
}
