import { groupBy } from "../../harness/base/group-by.ts";
import { HISTORY_METRICS, type HistoryEntry } from "../../harness/judge/check/baseline.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { formatPoints, plural } from "../../harness/judge/figures/format.ts";
import { UNITS, type Unit } from "../../harness/judge/figures/units.ts";
import type { DrawnChart } from "../charts/chart.ts";
import { areColored, namedLines } from "../charts/named-lines.ts";
import { FRAME, positiveScale } from "../charts/theme.ts";
import type { NamedChart } from "../page/figures.ts";
import { oneLine } from "../words/one-line.ts";
import type { BaselineHistory } from "./history.ts";

/** A metric, with the texts of its chart. */
interface HistoryChart {
  readonly metric: (typeof HISTORY_METRICS)[number];
  /** "Model file" */
  readonly title: string;
  readonly unit: Unit;
  /** How much a figure changed, to find the largest change; 0 for none. */
  change(from: number, to: number): number;
  /** "rose from 1 kB to 2 kB" */
  changeText(from: number, to: number): string;
}

const HISTORY_CHARTS: readonly HistoryChart[] = HISTORY_METRICS.filter(
  (name) => METRICS[name].check.history === "chart",
).map(chartOf);

function chartOf(metric: HistoryChart["metric"]): HistoryChart {
  const { title, unit: unitName } = METRICS[metric];
  const unit: Unit = UNITS[unitName];
  const went = (from: number, to: number) =>
    `${to > from ? "rose" : "fell"} from ${unit.bare(from)} to ${unit.bare(to)}`;
  const about = { metric, title: capitalized(title), unit };
  // Shares are compared by points, and everything else by ratio.
  if (unitName === "share") {
    return {
      ...about,
      change: (from, to) => Math.abs(to - from),
      changeText: (from, to) => `${went(from, to)} (${formatPoints(to - from)} points)`,
    };
  }
  const change = (from: number, to: number) => (from > 0 && to > 0 ? Math.abs(Math.log(to / from)) : 0);
  return { ...about, change, changeText: went };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One figure of one configuration at one commit. */
interface HistoryPoint {
  readonly cell: string;
  readonly name: string;
  readonly commit: string;
  readonly date: string;
  readonly value: number;
}

/** One chart per measured figure, over the commits of the history. Chart names begin with the prefix. */
export function drawHistory(history: BaselineHistory, prefix: string): NamedChart[] {
  const entries = withoutRepeats(history.entries);
  return HISTORY_CHARTS.flatMap((figure) => {
    const points = entries.flatMap((entry) => pointsOf(entry, figure));
    return points.length === 0
      ? []
      : [{ name: `${prefix}-${figure.metric}`, chart: drawn(points, figure, history.name) }];
  });
}

/** Keeps only the last entry of each commit. */
function withoutRepeats(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const last = new Map(entries.map((entry, index) => [commitName(entry), index]));
  return entries.filter((entry, index) => last.get(commitName(entry)) === index);
}

/** The short hash, or the day if the commit is not known. */
function commitName({ commit, date }: HistoryEntry): string {
  return oneLine(commit === null ? dayOf(date) : commit.slice(0, 7));
}

function dayOf(date: string | null): string {
  return date === null ? "no date" : date.slice(0, 10);
}

function pointsOf(entry: HistoryEntry, { metric }: HistoryChart): HistoryPoint[] {
  return entry.configurations.flatMap((configuration) => {
    const value = configuration[metric];
    if (value === null) return [];
    const { cell, label } = configuration;
    return [{ cell, name: oneLine(label), commit: commitName(entry), date: dayOf(entry.date), value }];
  });
}

function drawn(points: readonly HistoryPoint[], figure: HistoryChart, name: string): DrawnChart {
  const commits = [...new Set(points.map(({ commit }) => commit))];
  const title = findingTitle(points, figure, commits.length);
  const names = namesOf(points);
  const hint = names.length === 1 || areColored(names) ? "" : " Point at a dot to see its configuration.";
  return {
    title,
    subtitle: `${figure.title} of each configuration in the baseline ${oneLine(name)}, at the commits that set it, the newest to the right.${hint}`,
    description: `Line chart of ${figure.title.toLowerCase()} over ${plural(commits.length, "commit")}. ${title}.`,
    spec: specOf(points, figure, commits),
  };
}

function namesOf(points: readonly HistoryPoint[]): string[] {
  return [...new Set(points.map(({ name }) => name))];
}

/** The configuration that changed most between its first and its last commit. */
function findingTitle(
  points: readonly HistoryPoint[],
  { title, change, changeText }: HistoryChart,
  commits: number,
): string {
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
    : `${title} of ${most.name} ${changeText(most.from, most.to)} ${over}`;
}

function specOf(points: readonly HistoryPoint[], figure: HistoryChart, commits: readonly string[]): DrawnChart["spec"] {
  const values = points.map(({ value, ...point }) => ({
    ...point,
    plotted: value / figure.unit.axis.size,
    text: figure.unit.bare(value),
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
      title: `${figure.title} (${figure.unit.axis.title})`,
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
