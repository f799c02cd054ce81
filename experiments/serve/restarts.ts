/** A worker that dies now and then is replaced; workers that keep dying would only hide what is wrong. */
const MOST_DEATHS = 5;
const WINDOW_MS = 60_000;

/** @param deathsMs when workers died, that of now included */
export function mayRestart(deathsMs: readonly number[], nowMs: number): boolean {
  return deathsMs.filter((atMs) => nowMs - atMs < WINDOW_MS).length <= MOST_DEATHS;
}
