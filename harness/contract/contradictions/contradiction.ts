/** "field: what was needed, what came", of a figure that another figure of the same line contradicts; null where they agree. */
export type Contradiction = string | null;

/** What differs by more was computed from other numbers: lines have all digits of a figure, and sums may be taken in another order. */
const ROUNDING = 1e-9;

export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
}

/** @param source which figures say what it must be */
export function unequal(field: string, came: number, needed: number, source: string): Contradiction {
  return isClose(came, needed) ? null : `${field}: must be ${needed}, ${source}, got ${came}`;
}

/** @param limit what it must not be above, with its value */
export function above(field: string, came: number, most: number, limit: string): Contradiction {
  return came <= most || isClose(came, most) ? null : `${field}: must be at most ${most}, ${limit}, got ${came}`;
}

/** @param limit what it must not be below, with its value */
export function below(field: string, came: number, least: number, limit: string): Contradiction {
  return came >= least || isClose(came, least) ? null : `${field}: must be at least ${least}, ${limit}, got ${came}`;
}
