import { groupBy } from "../../harness/base/group-by.ts";
import type { HistoryEntry } from "../../harness/judge/check/baseline.ts";
import { formatBytes, formatPoints, formatShare, formatUsd, plural } from "../../harness/judge/figures/format.ts";
import type { DrawnChart } from "../charts/chart.ts";
import { areColoured, namedLines } from "../charts/named-lines.ts";
import { FRAME, positiveScale } from "../charts/theme.ts";
import type { NamedChart } from "../page/figures.ts";
import { oneLine } from "../words/one-line.ts";
import type { BaselineHistory } from "./history.ts";

interface HistoryFigure {
  /** Lower case; part of the id of the chart's element. */
  readonly name: string;
  readonly title: string;
  readonly axis: string;
  read(configuration: HistoryEntry["configurations"][number]): number | null;
  /** As it is plotted, in the unit of the axis. */
  plotted(value: number): number;
  format(value: number): string;
  /** How much a figure changed, so that the largest change can be told; 0 for none. */
  change(from: number, to: number): number;
  /** "grew from 1 kB to 2 kB" and the like. */
  told(from: number, to: number): string;
}

const times = (from: number, to: number) => (from > 0 && to > 0 ? Math.abs(Math.log(to / from)) : 0);

function went(format: (value: number) => string): HistoryFigure["told"] {
  return (from, to) => `${to > from ? "rose" : "fell"} from ${format(from)} to ${format(to)}`;
}

const FIGURES: readonly HistoryFigure[] = [
  {
    name: "bytes",
    title: "Model file",
    axis: "Model file (kB)",
    read: ({ modelBytes }) => modelBytes,
    plotted: (bytes) => bytes / 1000,
    format: formatBytes,
    change: times,
    told: went(formatBytes),
  },
  {
    name: "accuracy",
    title: "Accuracy",
    axis: "Accuracy (%)",
    read: ({ accuracy }) => accuracy,
    plotted: (share) => share * 100,
    format: formatShare,
    change: (from, to) => Math.abs(to - from),
    told: (from, to) => `${went(formatShare)(from, to)} (${formatPoints(to - from)} points)`,
  },
  {
    name: "cost",
    title: "Cost of serving",
    axis: "US dollars per million texts",
    read: ({ usdPerMillionTexts }) => usdPerMillionTexts,
    plotted: (usd) => usd,
    format: formatUsd,
    change: times,
    told: went(formatUsd),
  },
];

/** One figure of one configuration at one commit. */
interface Point {
  readonly cell: string;
  readonly name: string;
  readonly commit: string;
  readonly date: string;
  readonly value: number;
}

/** A chart for each figure that was measured, over the commits of the history; names begin with the prefix. */
export function drawHistory(history: BaselineHistory, prefix: string): NamedChart[] {
  const entries = withoutRepeats(history.entries);
  return FIGURES.flatMap((figure) => {
    const points = entries.flatMap((entry) => pointsOf(entry, figure));
    return points.length === 0
      ? []
      : [{ name: `${prefix}-${figure.name}`, chart: drawn(points, figure, history.name) }];
  });
}

/** A commit that has several entries stands where its last one is. */
function withoutRepeats(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const last = new Map(entries.map((entry, index) => [commitName(entry), index]));
  return entries.filter((entry, index) => last.get(commitName(entry)) === index);
}

/** The short hash, or the day where no commit is known. */
function commitName({ commit, date }: HistoryEntry): string {
  return oneLine(commit === null ? dayOf(date) : commit.slice(0, 7));
}

function dayOf(date: string | null): string {
  return date === null ? "no date" : date.slice(0, 10);
}

function pointsOf(entry: HistoryEntry, { read }: HistoryFigure): Point[] {
  return entry.configurations.flatMap((configuration) => {
    const value = read(configuration);
    if (value === null) return [];
    const { cell, label } = configuration;
    return [{ cell, name: oneLine(label), commit: commitName(entry), date: dayOf(entry.date), value }];
  });
}

function drawn(points: readonly Point[], figure: HistoryFigure, name: string): DrawnChart {
  const commits = [...new Set(points.map(({ commit }) => commit))];
  const title = finding(points, figure, commits.length);
  const names = namesOf(points);
  const hint = names.length === 1 || areColoured(names) ? "" : " A point names its configuration under the pointer.";
  return {
    title,
    subtitle: `${figure.title} of each configuration in the baseline ${oneLine(name)}, at the commits that set it, the newest to the right.${hint}`,
    description: `Line chart of ${figure.title.toLowerCase()} over ${plural(commits.length, "commit")}. ${title}.`,
    spec: specOf(points, figure, commits),
  };
}

function namesOf(points: readonly Point[]): string[] {
  return [...new Set(points.map(({ name }) => name))];
}

/** The configuration that changed most between its first and its last commit. */
function finding(points: readonly Point[], { title, change, told }: HistoryFigure, commits: number): string {
  if (commits === 1) return `${title}: one commit so far, ${points[0]!.commit}`;
  const courses = [...groupBy(points, ({ cell }) => cell).values()].map((course) => ({
    name: course[0]!.name,
    from: course[0]!.value,
    to: course.at(-1)!.value,
  }));
  const most = courses.reduce((best, one) => (change(one.from, one.to) > change(best.from, best.to) ? one : best));
  const over = `over ${plural(commits, "commit")}`;
  return change(most.from, most.to) === 0
    ? `${title}: the same at the end as at the start, ${over}`
    : `${title} of ${most.name} ${told(most.from, most.to)} ${over}`;
}

function specOf(points: readonly Point[], figure: HistoryFigure, commits: readonly string[]): DrawnChart["spec"] {
  const values = points.map(({ value, ...point }) => ({
    ...point,
    plotted: figure.plotted(value),
    text: figure.format(value),
  }));
  const plotted = values.map((value) => value.plotted);
  const lines = namedLines(namesOf(points), 50, [
    { field: "name", title: "configuration" },
    { field: "text", title: figure.title.toLowerCase() },
    { field: "commit", title: "commit" },
    { field: "date", title: "date" },
  ]);
  const encoding = {
    x: {
      field: "commit",
      type: "ordinal",
      sort: [...commits],
      title: "Commit",
      scale: { type: "point", padding: 0.5 },
      axis: { labelAngle: 0, labelOverlap: true, labelBound: 12 },
    },
    y: {
      field: "plotted",
      type: "quantitative",
      title: figure.axis,
      scale: { ...positiveScale(plotted, false), nice: false, padding: 12 },
      axis: { tickCount: 6, format: "~r" },
    },
    detail: { field: "cell" },
  } as const;
  return {
    ...FRAME,
    height: 240,
    data: { values },
    encoding: { ...encoding, ...lines.encoding },
    layer: lines.layer,
  };
}
