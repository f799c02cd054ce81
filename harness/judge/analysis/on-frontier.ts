export interface CostPoint {
  readonly accuracy: number;
  readonly usd: number;
}

/** Points as columns: `accuracy` and `usd`, each [points]. A point whose cost is NaN is none. */
export interface CostPoints {
  readonly accuracy: Float64Array;
  readonly usd: Float64Array;
}

/**
 * Whether each point is on the Pareto frontier: no other point is at least as accurate and at most as expensive, and
 * strictly better in one of the two. Equal points are on it together.
 */
export function onFrontier(points: readonly CostPoint[]): boolean[] {
  const columns = {
    accuracy: Float64Array.from(points, ({ accuracy }) => accuracy),
    usd: Float64Array.from(points, ({ usd }) => usd),
  };
  const frontier = new Frontier(columns);
  return points.map((_, index) => frontier.has(index));
}

/** The Pareto frontier of many points, of which few are on it. */
export class Frontier {
  readonly #points: CostPoints;
  /** Numbers of points of which each is dearer and more accurate than the one before. */
  readonly #steps: number[] = [];

  constructor(points: CostPoints) {
    this.#points = points;
    for (let index = 0; index < points.usd.length; index += 1) this.#add(index);
  }

  /** Whether it has the point with this number. */
  has(index: number): boolean {
    const { accuracy, usd } = this.#points;
    const step = this.#steps[this.#firstFrom(usd[index]!)];
    return step !== undefined && usd[step] === usd[index] && accuracy[step] === accuracy[index];
  }

  #add(index: number): void {
    const { accuracy, usd } = this.#points;
    const steps = this.#steps;
    if (Number.isNaN(usd[index])) return;
    const at = this.#firstFrom(usd[index]!);
    if (at > 0 && accuracy[steps[at - 1]!]! >= accuracy[index]!) return;
    if (at < steps.length && usd[steps[at]!] === usd[index] && accuracy[steps[at]!]! >= accuracy[index]!) return;
    let end = at;
    while (end < steps.length && accuracy[steps[end]!]! <= accuracy[index]!) end += 1;
    steps.splice(at, end - at, index);
  }

  /** Position of the first step that costs at least as much. */
  #firstFrom(usd: number): number {
    let [low, high] = [0, this.#steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#points.usd[this.#steps[middle]!]! < usd) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
