import type { OkRecord, Price } from "../../contract/index.ts";
import type { ModelFacts } from "../../contract/model.ts";
import type { SeededSample } from "./serving-work.ts";

/**
 * A finished run as figures read it: what was measured, and the offer used to compute its dollars. It has no `cost`: the
 * record's holds the dollars of the day of the run.
 */
export interface PricedRun extends Omit<OkRecord, "cost"> {
  readonly price: Price;
  /** Null if its model.onnx was not read, as in reports. */
  readonly model: ModelFacts | null;
  /** All samples of the work that it serves, those of other runs with the same work included; one array for all of them. */
  readonly samples: readonly SeededSample[];
}

/** Serving backend -> the offer to use. Runs on other backends keep their recorded offer. */
export type Prices = ReadonlyMap<string, Price>;

/** Every run at its recorded offer. */
export const RECORDED_PRICES: Prices = new Map();

export function pricedRun(
  record: OkRecord,
  prices: Prices = RECORDED_PRICES,
  samples: readonly SeededSample[] = [],
): PricedRun {
  const { cost, ...measured } = record;
  return { ...measured, price: prices.get(record.experiment.serving.backend) ?? cost.price, model: null, samples };
}
