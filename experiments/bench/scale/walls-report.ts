import { median } from "simple-statistics";
import { formatBytes, formatMs } from "../../../harness/judge/figures/format.ts";
import { alignedTable } from "../../../reports/aligned-table.ts";
import type { ProcessUsage } from "./process-usage.ts";
import type { WallResult } from "./walls.io.ts";

/** Processor time and peak memory of each, side by side. @param baseRef the commit's name; null without one */
export function wallsReport(walls: readonly WallResult[], baseRef: string | null): string {
  const sides = baseRef === null ? ["this code"] : ["this code", baseRef];
  const head = ["", ...sides.flatMap((side) => [side, "peak"])];
  const lines = walls.map(({ name, ours, base }) => [
    name,
    ...figuresOf(ours),
    ...(baseRef === null ? [] : figuresOf(base)),
  ]);
  return [
    alignedTable(head, lines),
    "",
    "Times are of the processor, the start of the command included; what a side cannot do has none.",
  ].join("\n");
}

function figuresOf(usages: readonly ProcessUsage[]): string[] {
  if (usages.length === 0) return ["—", "—"];
  return [
    formatMs(median(usages.map(({ cpuMs }) => cpuMs))),
    formatBytes(median(usages.map(({ peakRssBytes }) => peakRssBytes))),
  ];
}
