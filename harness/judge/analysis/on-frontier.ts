export interface CostPoint {
  readonly accuracy: number;
  readonly usd: number;
}

/**
 * Whether each point is on the Pareto frontier: no other point is at least as accurate and at most as expensive, and
 * strictly better in one of the two. Equal points are on it together.
 */
export function onFrontier(points: readonly CostPoint[]): boolean[] {
  const cheapestFirst = points
    .map((_, index) => index)
    .sort((a, b) => points[a]!.usd - points[b]!.usd || points[b]!.accuracy - points[a]!.accuracy);
  const result = points.map(() => false);
  let best: CostPoint = { accuracy: Number.NEGATIVE_INFINITY, usd: 0 };
  for (const index of cheapestFirst) {
    const point = points[index]!;
    const isTwin = point.accuracy === best.accuracy && point.usd === best.usd;
    if (point.accuracy <= best.accuracy && !isTwin) continue;
    result[index] = true;
    best = point;
  }
  return result;
}
