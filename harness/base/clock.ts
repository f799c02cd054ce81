/** Time and timers, given to what waits: a test then states both. */
export interface Clock {
  nowMs(): number;
  /**
   * Runs an action later, once.
   * @param delayMs 0: when what has already come in has been taken in
   * @returns forgets the action
   */
  after(delayMs: number, action: () => void): () => void;
}
