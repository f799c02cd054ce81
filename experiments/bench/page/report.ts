import { median } from "simple-statistics";
import { formatBytes, formatCount, formatMs } from "../../../harness/judge/figures/format.ts";
import { alignedTable } from "../../../reports/aligned-table.ts";

/** Its name for `--only`. */
export const PAGE = "report";

/** One report of a run, and its page in a browser. */
export interface PageMeasurement {
  /** Of the whole command, from reading the records to the written files. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakRssBytes: number;
  readonly pageBytes: number;
  /** From opening the page until a click has sorted its table; null without a browser. */
  readonly firstClickMs: number | null;
}

/** One entry per round. */
export interface PageResults {
  readonly cells: number;
  /** Of each configuration. */
  readonly seeds: number;
  readonly ours: PageMeasurement[];
  /** Empty where no commit was compared. */
  readonly base: PageMeasurement[];
}

const HEAD = [
  "cells",
  "configurations",
  "",
  "report, processor",
  "wall",
  "peak memory",
  "report.html",
  "first click sorts",
] as const;
const NONE = "—";

/** Medians over the rounds. @param baseRef the commit's name */
export function pageReport(results: readonly PageResults[], baseRef: string | null): string {
  const rows = results.flatMap(({ cells, seeds, ours, base }) =>
    [rowOf("this code", ours), ...(base.length === 0 ? [] : [rowOf(baseRef ?? "base", base)])].map((row) => [
      formatCount(cells),
      formatCount(cells / seeds),
      ...row,
    ]),
  );
  return [
    alignedTable(HEAD, rows),
    "",
    "report: made-up runs of so many cells and configurations, from a measured run of twelve. The click is tried every 10 ms from when the " +
      "page is parsed; charts are drawn meanwhile.",
  ].join("\n");
}

function rowOf(name: string, all: readonly PageMeasurement[]): string[] {
  const of = (read: (one: PageMeasurement) => number) => median(all.map(read));
  const clicks = all.flatMap(({ firstClickMs }) => firstClickMs ?? []);
  return [
    name,
    formatMs(of(({ cpuMs }) => cpuMs)),
    formatMs(of(({ wallMs }) => wallMs)),
    formatBytes(of(({ peakRssBytes }) => peakRssBytes)),
    formatBytes(of(({ pageBytes }) => pageBytes)),
    clicks.length === 0 ? NONE : formatMs(median(clicks)),
  ];
}
