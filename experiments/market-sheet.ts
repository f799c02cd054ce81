import { priceHistories } from "../data/market.ts";
import type { MarketSheet } from "../harness/judge/pricing/war/entrant.ts";
import { sheetOfferings } from "./offerings.ts";

/** The price sheet's offers and the histories of prices. */
export const marketSheet: MarketSheet = { offerings: sheetOfferings, histories: priceHistories };
