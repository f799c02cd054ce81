import { groupBy } from "../../harness/base/group-by.ts";
import { HISTORY_METRICS, type HistoryEntry } from "../../harness/judge/check/baseline.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { formatPoints } from "../../harness/judge/figures/format.ts";
import { UNITS, type Unit } from "../../harness/judge/figures/units.ts";
import type { DrawnChart } from "../charts/chart.ts";
import { areColored, namedLines } from "../charts/named-lines.ts";
import { FRAME, positiveScale } from "../charts/theme.ts";
import type { NamedChart } from "../page/figures.ts";
import { metricTitle } from "../words/check/figures.ts";
import { type HistoryWords, historyWords } from "../words/check/history.ts";
import type { Language } from "../words/language.ts";
import { oneLine } from "../words/one-line.ts";
import { unitTitle } from "../words/units.ts";
import type { BaselineHistory } from "./history.ts";

/** A metric, with the texts of its chart. */
interface HistoryChart {
  readonly metric: (typeof HISTORY_METRICS)[number];
  /** "Model file" */
  readonly title: string;
  readonly unit: Unit;
  /** The unit on the axis. */
  readonly unitTitle: string;
  readonly isShare: boolean;
}

function chartsOf(language: Language): HistoryChart[] {
  return HISTORY_METRICS.filter((name) => METRICS[name].check.history === "chart").map((metric) => {
    const { unit } = METRICS[metric];
    return {
      metric,
      title: capitalized(metricTitle(metric, language)),
      unit: UNITS[unit],
      unitTitle: unitTitle(unit, language),
      isShare: unit === "share",
    };
  });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How much a figure changed, to find the largest change; 0 for none. Shares are compared by points, and everything else by ratio. */
function changeOf({ isShare }: HistoryChart, { from, to }: Pick<Course, "from" | "to">): number {
  if (isShare) return Math.abs(to - from);
  return from > 0 && to > 0 ? Math.abs(Math.log(to / from)) : 0;
}

/** A configuration's first and last value. */
interface Course {
  readonly name: string;
  readonly from: number;
  readonly to: number;
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
export function drawHistory(history: BaselineHistory, prefix: string, language: Language = "en"): NamedChart[] {
  const entries = withoutRepeats(history.entries);
  const { noDate } = historyWords[language];
  return chartsOf(language).flatMap((figure) => {
    const points = entries.flatMap((entry) => pointsOf(entry, figure, noDate));
    return points.length === 0
      ? []
      : [{ name: `${prefix}-${figure.metric}`, chart: drawn(points, figure, history.name, language) }];
  });
}

/** Keeps only the last entry of each commit. */
function withoutRepeats(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const nameOf = (entry: HistoryEntry) => commitName(entry, "");
  const last = new Map(entries.map((entry, index) => [nameOf(entry), index]));
  return entries.filter((entry, index) => last.get(nameOf(entry)) === index);
}

/** The short hash, or the day if the commit is not known. */
function commitName({ commit, date }: HistoryEntry, noDate: string): string {
  return oneLine(commit === null ? dayOf(date, noDate) : commit.slice(0, 7));
}

function dayOf(date: string | null, noDate: string): string {
  return date === null ? noDate : date.slice(0, 10);
}

function pointsOf(entry: HistoryEntry, { metric }: HistoryChart, noDate: string): HistoryPoint[] {
  const [commit, date] = [commitName(entry, noDate), dayOf(entry.date, noDate)];
  return entry.configurations.flatMap((configuration) => {
    const value = configuration[metric];
    if (value === null) return [];
    const { cell, label } = configuration;
    return [{ cell, name: oneLine(label), commit, date, value }];
  });
}

function drawn(points: readonly HistoryPoint[], figure: HistoryChart, name: string, language: Language): DrawnChart {
  const commits = [...new Set(points.map(({ commit }) => commit))];
  const words = historyWords[language];
  const title = findingTitle(points, figure, commits.length, words);
  const names = namesOf(points);
  const isHinted = names.length > 1 && !areColored(names);
  return {
    title,
    subtitle: `${words.subtitle(figure.title, oneLine(name))}${isHinted ? words.hint : ""}`,
    description: words.description(figure.title, commits.length, title),
    spec: specOf(points, figure, commits, words),
  };
}

function namesOf(points: readonly HistoryPoint[]): string[] {
  return [...new Set(points.map(({ name }) => name))];
}

/** The configuration that changed most between its first and its last commit. */
function findingTitle(
  points: readonly HistoryPoint[],
  figure: HistoryChart,
  commits: number,
  words: HistoryWords,
): string {
  const { title, unit, isShare } = figure;
  if (commits === 1) return words.oneCommit(title, points[0]!.commit);
  const courses = [...groupBy(points, ({ cell }) => cell).values()].map(
    (course): Course => ({ name: course[0]!.name, from: course[0]!.value, to: course.at(-1)!.value }),
  );
  const most = courses.reduce((best, one) => (changeOf(figure, one) > changeOf(figure, best) ? one : best));
  if (changeOf(figure, most) === 0) return words.same(title, commits);
  const { name, from, to } = most;
  return words.changed({
    title,
    name,
    isMore: to > from,
    from: unit.bare(from),
    to: unit.bare(to),
    points: isShare ? formatPoints(to - from) : null,
    commits,
  });
}

function specOf(
  points: readonly HistoryPoint[],
  { title, unit, unitTitle }: HistoryChart,
  commits: readonly string[],
  words: HistoryWords,
): DrawnChart["spec"] {
  const values = points.map(({ value, ...point }) => ({
    ...point,
    plotted: value / unit.axis.size,
    text: unit.bare(value),
  }));
  const plotted = values.map((value) => value.plotted);
  const lines = namedLines(namesOf(points), 50, [
    { field: "name", title: words.tooltip.configuration },
    { field: "text", title: title.toLowerCase() },
    { field: "commit", title: words.tooltip.commit },
    { field: "date", title: words.tooltip.date },
  ]);
  const encoding = {
    x: {
      field: "commit",
      type: "ordinal",
      sort: [...commits],
      title: words.axis,
      scale: { type: "point", padding: 0.5 },
      axis: { labelAngle: 0, labelOverlap: true, labelBound: 12 },
    },
    y: {
      field: "plotted",
      type: "quantitative",
      title: words.withUnit(title, unitTitle),
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
