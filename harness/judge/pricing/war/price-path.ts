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
