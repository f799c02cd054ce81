import { plural } from "../../../harness/judge/figures/format.ts";
import type { CellNeeds } from "../../../harness/judge/pricing/monthly/demand.ts";
import type { Doubt, Misfit } from "../../../harness/judge/pricing/monthly/offer-fit.ts";

const DOUBTS: Readonly<Record<Doubt, (needs: CellNeeds) => string>> = {
  "other-architecture": ({ measuredOn }) => `extrapolated from ${measuredOn.architecture}`,
  "unknown-architecture": () => "extrapolated: architecture not stated",
  "other-accelerator": ({ measuredOn }) => `extrapolated from another ${measuredOn.accelerator} device`,
  "unknown-memory": () => "memory not known",
  burstable: () => "burstable",
  interruptible: () => "can be interrupted",
};

/** "extrapolated from x86_64, burstable"; empty without doubts. */
export function doubtsText(doubts: readonly Doubt[], needs: CellNeeds): string {
  return doubts.map((doubt) => DOUBTS[doubt](needs)).join(", ");
}

const MISFITS: Readonly<Record<Misfit, string>> = {
  "too-little-memory": "have too little memory",
  "too-few-vcpus": "have too few vCPUs",
  "no-accelerator": "have no GPU",
  "not-measured": "are billed by memory and time, which were not measured",
};

/** "3 offers have too little memory, and 2 have no GPU"; empty if there are none. */
export function misfitsText(misfits: readonly Misfit[]): string {
  const kinds = Object.entries(MISFITS).map(([kind, text]) => ({
    text,
    count: misfits.filter((misfit) => misfit === kind).length,
  }));
  return kinds
    .filter(({ count }) => count > 0)
    .map(({ text, count }) => `${plural(count, "offer")} ${count === 1 ? singular(text) : text}`)
    .join("; ");
}

function singular(text: string): string {
  return text.replace(/^have/, "has").replace(/^are/, "is");
}
