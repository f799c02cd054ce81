import type { Price } from "../../../contract/index.ts";
import type { RentedOffering } from "./offering.ts";

const KINDS: Readonly<Record<string, RentedOffering["kind"]>> = { spot: "spot", reserved: "reserved" };

/** A price by the hour as an offering: on demand, unless its terms say that it is spot or reserved. */
export function rentedOffering(price: Price, memoryGiB: number | null = null): RentedOffering {
  const { id, usdPerHour, billing, terms, architecture = null, vcpus = null, accelerator = null, notes = "" } = price;
  return {
    id,
    kind: KINDS[terms] ?? "on-demand",
    usdPerHour,
    billing,
    machine: { architecture, vcpus, memoryGiB, accelerator, isBurstable: isBurstable(notes) },
  };
}

/** What the price sheet notes about offers whose machines may be busy for a part of the time only. */
export function isBurstable(notes: string): boolean {
  return /\bburstable\b/i.test(notes);
}
