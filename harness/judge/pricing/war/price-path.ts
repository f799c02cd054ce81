/** How a price moves: a factor on today's, which holds in the first month. */
export type PricePath =
  /** The same share a year, a little each month. */
  | { readonly kind: "steady"; readonly annualChange: number }
  /** Stands still between steps, and may rise again. Months ascend from 2 on. */
  | { readonly kind: "steps"; readonly steps: readonly PriceStep[] };

export interface PriceStep {
  /** The first month of the new price; the first of all is 1. */
  readonly month: number;
  /** On the price of the first month. */
  readonly factor: number;
}

const MONTHS_PER_YEAR = 12;

export const UNCHANGED: PricePath = { kind: "steps", steps: [] };

/** The factor of a month, from 1 on. */
export function factorAt(path: PricePath, month: number): number {
  if (path.kind === "steady") return (1 + path.annualChange) ** ((month - 1) / MONTHS_PER_YEAR);
  return path.steps.findLast((step) => step.month <= month)?.factor ?? 1;
}

/** How a price moved: by its dates, the earliest first. */
export interface PriceHistory {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly source: string;
  /** At least two; dates as "2024-05-15". */
  readonly points: readonly { readonly date: string; readonly price: number }[];
}

const MS_PER_MONTH = (365.25 / MONTHS_PER_YEAR) * 24 * 3600 * 1000;

/**
 * What a price did, as a path that begins with its first date: each later price holds from the first whole month after its date.
 * Of several in one month the last counts.
 * @param points dates as "2024-05-15", ascending
 */
export function pathOfHistory(points: readonly { readonly date: string; readonly price: number }[]): PricePath {
  const [first, ...later] = points as [(typeof points)[0], ...typeof points];
  const steps = new Map<number, number>();
  for (const { date, price } of later) {
    const months = Math.ceil((Date.parse(date) - Date.parse(first.date)) / MS_PER_MONTH);
    steps.set(1 + months, price / first.price);
  }
  return { kind: "steps", steps: [...steps].map(([month, factor]) => ({ month, factor })) };
}
