/** What the cache calls what is measured of a mark. */
export function markName(key: string): string {
  return `mark-${key}.json`;
}

/** What it calls the model of a mark, which belongs to no run folder. */
export function markModelName(experimentId: string): string {
  return `mark-model-${experimentId}`;
}
