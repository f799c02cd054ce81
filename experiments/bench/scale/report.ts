import { median } from "simple-statistics";
import { formatBytes, formatCount, formatMs, formatShare } from "../../../harness/judge/figures/format.ts";
import { alignedTable } from "../../../reports/aligned-table.ts";
import { type Comparison, compare } from "../compare.ts";
import { type ProcessUsage, type RunUsage, readingMs } from "./process-usage.ts";

/** Its name for `--only`. */
export const SCALE = "scale";

/** One entry per round. */
export interface ScaleResults {
  readonly rows: number;
  readonly ours: RunUsage[];
  /** Empty where no commit was compared. */
  readonly base: RunUsage[];
  readonly wordCountMs: number[];
  /** Empty without fastText. */
  readonly fasttext: { readonly read: number; readonly trained: number }[];
}

const HEAD = [
  "",
  "rows a second",
  "plan",
  "prepare",
  "train",
  "serve",
  "nothing left",
  "peak: plan",
  "prepare",
  "train",
  "serve",
  "nothing left",
  "encoded, bytes a row",
] as const;

/** Processor time of all parts, peak memory of all processes, and how reading compares. @param baseRef the commit's name */
export function scaleReport(results: ScaleResults, baseRef: string | null): string {
  const { rows, ours, base, wordCountMs, fasttext } = results;
  const rate = (ms: readonly number[]) => formatCount((1000 * rows) / median([...ms]));
  const readings = ours.map(readingMs);
  const runs = [["this code", ours] as const, ...(base.length === 0 ? [] : [[baseRef ?? "base", base] as const])];
  const lines = runs.map(([name, usages]) => [name, rate(usages.map(readingMs)), ...figuresOf(usages, rows)]);
  const line = (...cells: readonly string[]) => HEAD.map((_, column) => cells[column] ?? "—");
  lines.push(line("wc -w", rate(wordCountMs)));
  const read = fasttext.map((ms) => ms.read);
  if (fasttext.length > 0) {
    const trained = formatMs(median(fasttext.map((ms) => ms.trained - ms.read)));
    lines.push(line("fastText", rate(read), "—", formatMs(median(read)), trained));
  }
  return [
    alignedTable(HEAD, lines),
    "",
    ...(base.length === 0 ? [] : [`reading: ${timesText(compare(readings, base.map(readingMs)))} as ${baseRef}`]),
    `reading: ${formatShare(compare(readings, wordCountMs).ratio)} of the speed of wc -w`,
    ...(fasttext.length === 0
      ? ["fasttext is absent: no fasttext on the PATH"]
      : [`reading: ${timesText(compare(readings, read))} as fastText counts words`]),
    `scale: ${formatCount(rows)} rows of 40 words, one epoch. Times are of the processor, "rows a second" those of plan and prepare together, the ` +
      "start of both commands included. fastText counts words in its first pass, and reads the file again in every epoch.",
  ].join("\n");
}

function figuresOf(usages: readonly RunUsage[], rows: number): string[] {
  const medianOf = (read: (usage: RunUsage) => number) => median(usages.map(read));
  const parts: ((usage: RunUsage) => ProcessUsage)[] = [
    ({ plan }) => plan,
    ({ prepare }) => prepare,
    ({ train }) => train,
    ({ serve }) => serve,
    ({ again }) => again,
  ];
  return [
    ...parts.map((part) => formatMs(medianOf((usage) => part(usage).cpuMs))),
    ...parts.map((part) => formatBytes(medianOf((usage) => part(usage).peakRssBytes))),
    formatCount(medianOf(({ corpusBytes }) => corpusBytes) / rows),
  ];
}

function timesText({ ratio, low, high, rounds }: Comparison): string {
  return `${ratio.toFixed(2)} times as fast (${low.toFixed(2)} to ${high.toFixed(2)} in ${rounds} rounds)`;
}
