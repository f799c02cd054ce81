import * as z from "zod";
import market from "./prices/market.json" with { type: "json" };

const historySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  what: z.string().min(1),
  unit: z.string().min(1),
  source: z.string().min(1),
  points: z.array(z.strictObject({ date: z.iso.date(), price: z.number().positive() })).min(2),
});

/** Sourced histories of prices that a price war can follow, each by its dates. */
export const priceHistories = z.array(historySchema).parse(market);
