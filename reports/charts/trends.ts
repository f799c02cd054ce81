import { groupBy } from "../../harness/base/group-by.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { type TrendFigure, trendText, trendWords } from "../words/charts/trends.ts";
import { conditionName } from "../words/conditions.ts";
import type { Language } from "../words/language.ts";
import { oneLine } from "../words/one-line.ts";
import type { DrawnChart } from "./chart.ts";
import { BYTES_TICKS, FRAME, PALETTE, positiveScale, SHAPES } from "./theme.ts";

/** A run folder, as far as trends show it. */
export interface TrendRun {
  readonly folder: string;
  readonly analysis: Analysis;
}

/** One answer of one run. */
interface TrendPoint extends Readonly<Record<TrendFigure, number>> {
  readonly folder: string;
  /** ISO 8601, UTC: start of the answer's newest record. */
  readonly measured: string;
  readonly code: string;
  /** Fingerprint of the machine. */
  readonly machine: string;
  readonly machineText: string;
  /** What is given, where there is an answer for each; null for the only answer. */
  readonly given: string | null;
  readonly answer: string;
}

const FIGURES: readonly TrendFigure[] = ["accuracy", "usd", "bytes"];

/** Charts of the answers' accuracy, cost and size over the runs of one matrix; none if fewer than two have an answer. @param prefix of the charts' names */
export function drawTrends(
  matrix: string,
  runs: readonly TrendRun[],
  prefix: string,
  language: Language,
): { readonly name: string; readonly chart: DrawnChart }[] {
  const points = runs
    .flatMap((run) => pointsOf(run, language))
    .sort((one, other) => one.measured.localeCompare(other.measured));
  if (new Set(points.map(({ folder }) => folder)).size < 2) return [];
  return FIGURES.map((figure) => ({ name: `${prefix}-${figure}`, chart: drawn(matrix, points, figure, language) }));
}

function pointsOf({ folder, analysis }: TrendRun, language: Language): TrendPoint[] {
  return byCondition(analysis).flatMap(({ condition, analysis: own }) => {
    const winner = own.configurations.find(({ id }) => id === own.answer.winner);
    const records = (winner?.cells ?? []).flatMap(({ record }) => record ?? []);
    const last = records.sort((one, other) => one.startedAt.localeCompare(other.startedAt)).at(-1);
    if (winner === undefined || winner.figures === null || last === undefined) return [];
    const { accuracy, usdPerMillionTexts, modelBytes } = winner.figures;
    const { cpu, cores, fingerprint } = last.host;
    return [
      {
        folder: oneLine(folder),
        measured: last.startedAt,
        code: last.code.slice(0, 7),
        machine: fingerprint,
        machineText: trendWords[language].cores(cpu, cores),
        given: condition === null ? null : conditionName(condition, language),
        answer: oneLine(winner.label),
        accuracy: accuracy.middle,
        usd: usdPerMillionTexts.middle,
        bytes: modelBytes.middle,
      },
    ];
  });
}

function drawn(matrix: string, points: readonly TrendPoint[], figure: TrendFigure, language: Language): DrawnChart {
  const words = trendWords[language];
  const runs = new Set(points.map(({ folder }) => folder)).size;
  const machines = new Set(points.map(({ machine }) => machine)).size;
  const title = titleOf(points, figure, runs, language);
  return {
    title,
    subtitle: words.subtitle(matrix, machines),
    description: words.description(title, runs),
    spec: specOf(points, figure, language),
  };
}

/** Answers to one question by one machine: a line. */
const courseOf = ({ machine, given }: TrendPoint) => JSON.stringify([machine, given]);

/** The course that changed most, by ratio, between its first and its last run. */
function titleOf(points: readonly TrendPoint[], figure: TrendFigure, runs: number, language: Language): string {
  const words = trendWords[language];
  const courses = [...groupBy(points, courseOf).values()].filter((course) => course.length > 1);
  if (courses.length === 0) return words.alone(figure);
  const ends = courses.map((course) => ({
    given: course[0]!.given,
    from: course[0]![figure],
    to: course.at(-1)![figure],
  }));
  const changeOf = ({ from, to }: { from: number; to: number }) =>
    from > 0 && to > 0 ? Math.abs(Math.log(to / from)) : Math.abs(to - from);
  const most = ends.reduce((best, one) => (changeOf(one) > changeOf(best) ? one : best));
  const { given, from, to } = most;
  return trendText(figure, from) === trendText(figure, to)
    ? words.same(figure, runs)
    : words.changed(figure, given, from, to);
}

function specOf(points: readonly TrendPoint[], figure: TrendFigure, language: Language): DrawnChart["spec"] {
  const words = trendWords[language];
  const size = figure === "accuracy" ? 100 : 1;
  const machines = machineNames(points);
  const values = points.map((point) => ({
    folder: point.folder,
    answer: point.answer,
    code: point.code,
    measured: minuteOf(point),
    at: placeOf(point),
    course: courseOf(point),
    machine: machines.get(point.machine)!,
    given: point.given ?? "",
    plotted: point[figure] * size,
    text: trendText(figure, point[figure]),
  }));
  const given = [...new Set(points.flatMap((point) => point.given ?? []))];
  const shapes = [...machines.values()];
  const color = { field: "given", type: "nominal", title: null, sort: given, legend: { columns: 1 } } as const;
  const shape = {
    field: "machine",
    type: "nominal",
    title: words.machine,
    scale: { domain: shapes, range: shapes.map((_, index) => SHAPES[index % SHAPES.length]!) },
    legend: machines.size > 1 ? { columns: 1 } : null,
  } as const;
  return {
    ...FRAME,
    height: 200,
    data: { values },
    encoding: {
      x: {
        field: "at",
        type: "ordinal",
        sort: [...new Set(values.map(({ at }) => at))],
        title: words.run,
        scale: { type: "point", padding: 0.5 },
        // The day over the code; the tooltip has the minute.
        axis: {
          labelAngle: 0,
          labelOverlap: true,
          labelBound: 12,
          labelExpr: "[slice(datum.label, 0, 10), split(datum.label, ' · ')[1]]",
        },
      },
      y: {
        field: "plotted",
        type: "quantitative",
        title: words.axis[figure],
        scale: {
          ...positiveScale(
            values.map(({ plotted }) => plotted),
            false,
          ),
          nice: false,
          padding: 12,
        },
        axis: figure === "bytes" ? { tickCount: 5, ...BYTES_TICKS } : { tickCount: 5, format: ".4~r" },
      },
      detail: { field: "course" },
      ...(given.length > 1 && given.length <= PALETTE.length ? { color } : {}),
    },
    layer: [
      { mark: { type: "line", color: PALETTE[0]!, strokeWidth: 1.5, opacity: 0.75 } },
      {
        mark: { type: "point", color: PALETTE[0]!, filled: true, size: 70, opacity: 0.9 },
        encoding: {
          shape,
          tooltip: [
            { field: "folder", title: words.tooltip.folder },
            { field: "answer", title: words.tooltip.answer },
            { field: "text", title: words.tooltip.value },
            { field: "measured", title: words.tooltip.measured },
            { field: "code", title: words.tooltip.code },
            { field: "machine", title: words.tooltip.machine },
          ],
        },
      },
    ],
  };
}

/** "2026-11-29 17:00" */
function minuteOf({ measured }: TrendPoint): string {
  return measured.slice(0, 16).replace("T", " ");
}

/** Apart for runs of one minute and code. */
function placeOf(point: TrendPoint): string {
  return `${minuteOf(point)} · ${point.code} · ${point.folder}`;
}

/** Fingerprint -> its name; machines of one name but another system have their fingerprint behind it. */
function machineNames(points: readonly TrendPoint[]): ReadonlyMap<string, string> {
  const texts = new Map(points.map(({ machine, machineText }) => [machine, machineText]));
  const all = [...texts.values()];
  return new Map(
    [...texts].map(([machine, text]) => [
      machine,
      all.filter((other) => other === text).length > 1 ? `${text} (${machine.slice(0, 7)})` : text,
    ]),
  );
}
