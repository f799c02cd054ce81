import type { OkRecord, Price } from "../../contract/index.ts";
import type { ModelFacts } from "../../contract/model.ts";

/**
 * A finished run as figures read it: what was measured, and the offer that its dollars are computed at. The record's own
 * `cost` is left out, since it holds the dollars of the day of the run.
 */
export interface PricedRun extends Omit<OkRecord, "cost"> {
  readonly price: Price;
  /** Null where its model.onnx was not read, as in reports. */
  readonly model: ModelFacts | null;
}

/** Serving backend -> the offer to use. Runs on other backends keep the offer that their records hold. */
export type Prices = ReadonlyMap<string, Price>;

/** Every run at the offer that its own record holds. */
export const RECORDED_PRICES: Prices = new Map();

export function pricedRun(
  record: OkRecord,
  prices: Prices = RECORDED_PRICES,
  model: ModelFacts | null = null,
): PricedRun {
  const { cost, ...measured } = record;
  return { ...measured, price: prices.get(record.experiment.serving.backend) ?? cost.price, model };
}
