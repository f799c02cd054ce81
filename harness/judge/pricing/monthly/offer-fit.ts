import { BYTES_PER_GIB } from "../../../base/conversions.ts";
import type { CellNeeds } from "./demand.ts";
import type { Offering } from "./offering.ts";

/** Why a cell cannot be served at an offer. */
export type Misfit = "too-little-memory" | "too-few-vcpus" | "no-accelerator" | "not-measured";

/** What makes a cell's cost at an offer less certain than at a machine like the one that measured. */
export type Doubt =
  | "other-architecture"
  | "unknown-architecture"
  /** Measured on a GPU: no two price sheets and drivers call one alike. */
  | "other-accelerator"
  | "unknown-memory"
  | "burstable"
  | "interruptible";

export interface Fit {
  /** Null if it can be served there. */
  readonly misfit: Misfit | null;
  readonly doubts: readonly Doubt[];
}

/** Doubts whose figures were measured on another kind of machine. */
const EXTRAPOLATING: readonly Doubt[] = ["other-architecture", "unknown-architecture", "other-accelerator"];

/** Whether the cost carries a measurement over to another kind of machine. */
export function isExtrapolated({ doubts }: Pick<Fit, "doubts">): boolean {
  return doubts.some((doubt) => EXTRAPOLATING.includes(doubt));
}

/** Whether a cell can be served at an offer, and what of its cost there was not measured on such a machine. */
export function fitOf(needs: CellNeeds, offering: Offering): Fit {
  return { misfit: misfitOf(needs, offering), doubts: doubtsOf(needs, offering) };
}

function misfitOf(needs: CellNeeds, offering: Offering): Misfit | null {
  const { memoryBytes, requestMs, coldStartMs, threads, measuredOn } = needs;
  const { memoryGiB, vcpus, accelerator } = offering.machine;
  if (memoryBytes !== null && memoryGiB !== null && memoryBytes > memoryGiB * BYTES_PER_GIB) return "too-little-memory";
  if (vcpus !== null && vcpus < threads) return "too-few-vcpus";
  if (measuredOn.accelerator !== null && accelerator === null) return "no-accelerator";
  const isMeasured = memoryBytes !== null && requestMs !== null && coldStartMs !== null;
  if (offering.kind === "serverless" && !isMeasured) return "not-measured";
  return null;
}

function doubtsOf({ memoryBytes, measuredOn }: CellNeeds, { kind, machine }: Offering): Doubt[] {
  const { architecture, memoryGiB, isBurstable } = machine;
  const doubts: readonly (readonly [Doubt, boolean])[] = [
    ["other-architecture", architecture !== null && architecture !== measuredOn.architecture],
    ["unknown-architecture", architecture === null],
    ["other-accelerator", measuredOn.accelerator !== null],
    ["unknown-memory", memoryBytes === null || memoryGiB === null],
    ["burstable", isBurstable],
    ["interruptible", kind === "spot"],
  ];
  return doubts.flatMap(([doubt, applies]) => (applies ? [doubt] : []));
}
