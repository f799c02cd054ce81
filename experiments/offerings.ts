/** The price sheet as offerings that a cell can be served at. */
import { serverlessOffers } from "../data/monthly-offers.ts";
import { findPrice, offers } from "../data/prices.ts";
import type { Price } from "../harness/contract/index.ts";
import type { Offering, RentedOffering } from "../harness/judge/pricing/monthly/offering.ts";
import { rentedOffering } from "../harness/judge/pricing/monthly/rented-offering.ts";

/** All offers of the sheet: machines by the hour and serverless ones. */
export const sheetOfferings: readonly Offering[] = [
  ...offers.map(({ id, memoryGiB }) => rentedOffering(findPrice(id), memoryGiB)),
  ...serverlessOffers,
];

/** A price as an offering, with what the sheet knows of its machine. */
export function offeringOf(price: Price): RentedOffering {
  return rentedOffering(price, offers.find(({ id }) => id === price.id)?.memoryGiB ?? null);
}
