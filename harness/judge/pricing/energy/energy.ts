import { perObject } from "../../../base/per-object.ts";
import type { Price } from "../../../contract/index.ts";
import coefficients from "./coefficients.json" with { type: "json" };

const WATT_MS_PER_KWH = 3.6e9;

/** The terms of an offer that say which machine it is, and where. */
export type PlacedOffer = Pick<Price, "id" | "region" | "vcpus" | "accelerator">;

/**
 * Estimated power of the processor of an offered machine with some of its threads busy: vCPUs x least + busy threads x (most - least),
 * the linear model of Cloud Carbon Footprint. Memory, disks and network are not included.
 * @returns watts; null where the processor is not known, and of machines with a GPU, whose load is not
 */
export const processorWatts = perObject((offer: PlacedOffer, busyThreads: number): number | null => {
  const { id, vcpus, accelerator } = offer;
  const [, instance = ""] = id.split("/");
  const family = instance.split(".")[0]!;
  const processor = providerOf(id) === "aws" ? processorOf(family) : undefined;
  if (processor === undefined || vcpus === undefined || accelerator !== null) return null;
  const { minWattsPerVcpu, maxWattsPerVcpu } = processor;
  return vcpus * minWattsPerVcpu + Math.min(busyThreads, vcpus) * (maxWattsPerVcpu - minWattsPerVcpu);
});

function processorOf(family: string) {
  return coefficients.processors.find(({ families }) => families.includes(family));
}

export function kwhOf(watts: number, wallMs: number): number {
  return (watts * wallMs) / WATT_MS_PER_KWH;
}

/**
 * Emissions of energy used by machines of an offer: what their data center takes for it, at the yearly mean of the region's grid.
 * @returns grams of CO2 equivalents; null where the provider's overhead (PUE) or the grid is not known
 */
export function gramsOf(kwh: number, { id, region }: Pick<PlacedOffer, "id" | "region">): number | null {
  const provider = providerOf(id);
  const pue = coefficients.pue.find((one) => one.provider === provider);
  const grid = coefficients.grids.find((one) => one.provider === provider && one.region === region);
  return pue === undefined || grid === undefined ? null : kwh * pue.value * grid.gramsPerKwh;
}

function providerOf(id: string): string | undefined {
  return id.split("/")[0];
}
