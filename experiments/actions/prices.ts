import { type Offer, offers } from "../../data/prices.ts";
import { NothingToRunError } from "../../harness/base/errors.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { print, printJson } from "../print.ts";

export interface PriceFilter {
  /** Part of an offer's id, or true for any offer without a GPU. */
  readonly cpu?: string | true;
  readonly arch?: string;
  /** Dollars per hour. */
  readonly max?: number;
  readonly gpu: boolean;
}

/** Prints the offers that match, as a table or JSON. */
export async function prices({ json, ...filter }: PriceFilter & { readonly json: boolean }): Promise<void> {
  const found = matchingOffers(filter);
  if (found.length === 0) throw new NothingToRunError(`no offer of ${offers.length} fits: leave out an option`);
  if (json) printJson(found, 2);
  else print(`${priceTable(found)}\n\nName one in a matrix: "pricing": { "onnx": "${found[0]!.id}" }`);
}

/** The cheapest first. */
export function matchingOffers({ cpu, arch, max, gpu }: PriceFilter): Offer[] {
  const isWanted = ({ id, architecture, usdPerHour, accelerator }: Offer) =>
    (cpu === undefined || (accelerator === null && (cpu === true || id.includes(cpu.toLowerCase())))) &&
    (arch === undefined || architecture === arch) &&
    (max === undefined || usdPerHour <= max) &&
    (!gpu || accelerator !== null);
  return offers.filter(isWanted).sort((a, b) => a.usdPerHour - b.usdPerHour);
}

/** Null, where the source says nothing, is a dash. */
export function priceTable(shown: readonly Offer[]): string {
  const rows = shown.map(({ id, usdPerHour, vcpus, memoryGiB, architecture, accelerator, acceleratorCount, date }) => [
    id,
    `$${usdPerHour}`,
    vcpus === null ? "—" : String(vcpus),
    memoryGiB === null ? "—" : String(memoryGiB),
    architecture ?? "unknown",
    accelerator === null ? "none" : `${acceleratorCount} × ${accelerator}`,
    date,
  ]);
  return alignedTable(["offer", "per hour", "vCPUs", "GiB", "architecture", "GPU", "as of"], rows);
}
