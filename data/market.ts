import * as z from "zod";
import market from "./prices/market.json" with { type: "json" };

/** How a price moved: by its dates, the earliest first. */
export interface PriceHistory {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly source: string;
  readonly points: readonly { readonly date: string; readonly price: number }[];
}

const historySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  what: z.string().min(1),
  unit: z.string().min(1),
  source: z.string().min(1),
  points: z.array(z.strictObject({ date: z.iso.date(), price: z.number().positive() })).min(2),
});

/** Sourced histories of prices that a price war can follow. */
export const priceHistories: readonly PriceHistory[] = z.array(historySchema).parse(market);
