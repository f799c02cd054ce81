import type { OkRecord, Price } from "../../contract/index.ts";
import type { ModelFacts } from "../../contract/model.ts";

/**
 * A finished run as figures read it: what was measured, and the offer used to compute its dollars. It has no `cost`: the
 * record's holds the dollars of the day of the run.
 */
export interface PricedRun extends Omit<OkRecord, "cost"> {
  readonly price: Price;
  /** Null if its model.onnx was not read, as in reports. */
  readonly model: ModelFacts | null;
}

/** Serving backend -> the offer to use instead of the plan's. */
export type Prices = ReadonlyMap<string, Price>;

export const NO_PRICES: Prices = new Map();

/** @param price the recorded one, unless the run is priced as part of an analysis */
export function pricedRun(
  record: OkRecord,
  price: Price = record.cost.price,
  model: ModelFacts | null = null,
): PricedRun {
  const { cost: _, ...measured } = record;
  return { ...measured, price, model };
}
