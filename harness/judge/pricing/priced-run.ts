import type { OkRecord, Price } from "../../contract/index.ts";
import type { ModelFacts } from "../../contract/model.ts";
import { type SeededSample, servingWork } from "./serving-work.ts";

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
  /** `servingWork`: two runs that share it do the same work. */
  readonly work: string;
}

/** Serving backend -> the offer to use instead of the plan's. */
export type Prices = ReadonlyMap<string, Price>;

export const NO_PRICES: Prices = new Map();

/** @param price the recorded one, unless the run is priced as part of an analysis */
export function pricedRun(
  record: OkRecord,
  price: Price = record.cost.price,
  samples: readonly SeededSample[] = [],
  work: string = servingWork(record),
): PricedRun {
  const { cost: _, ...measured } = record;
  return { price, model: null, samples, work, ...measured };
}
