import type { LayerSpec, UnitSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { HostedResult } from "../../harness/judge/analysis/marks/marks.ts";
import type { Floor } from "../../harness/judge/analysis/standard.ts";
import { byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { formatNumber, formatUsd } from "../../harness/judge/figures/format.ts";
import { answerTitle } from "../words/answer-title.ts";
import { answerNoun } from "../words/conditions.ts";
import { pointsText } from "../words/floor.ts";
import { marksReading } from "../words/marks.ts";
import { type Chart, type DrawnChart, ENDS_TEXT, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { marksInView } from "./marks-in-view.ts";
import { type DrawnFloor, pointLabels } from "./pareto-labels.ts";
import { channels } from "./pareto-legends.ts";
import { channelAxes, markPoint, paretoPoint } from "./pareto-points.ts";
import { FRAME, IS_NARROW, PALETTE, positiveScale } from "./theme.ts";

const HEIGHT = 380;

/** Accuracy against cost: the chart that answers the question. */
export const pareto: Chart = {
  name: "pareto",
  draw(analysis) {
    const finished = finishedOf(analysis);
    if (finished.length === 0) return null;
    const title = answerTitle(analysis, finished.length);
    return {
      title,
      subtitle: reading(analysis, finished),
      description: `Scatter plot of test accuracy in percent against US dollars per million texts for ${finished.length} configurations. ${title}.`,
      spec: specOf(analysis, finished),
    };
  },
};

/** How to read the marks that are drawn. */
function reading(analysis: Analysis, finished: readonly FinishedConfiguration[]): string {
  const floor = accuracyFloor(analysis);
  const single = byCondition(analysis);
  const noun = answerNoun(analysis.answer);
  const marks = [
    ["Higher is more accurate, and further left is cheaper.", true],
    [
      `${noun !== null ? `A line connects the configurations of a ${noun}` : "The line connects the configurations"} that no other beats on both.`,
      single.some((own) => frontierSize(finishedOf(own.analysis)) > 1),
    ],
    [`Horizontal bars show a cost with ${ENDS_TEXT}.`, hasBars(finished)],
    [
      "Vertical bars show the 95 % interval of the difference in accuracy from the baseline, paired by test row.",
      hasBars(finished) && finished.some(({ versusBaseline }) => versusBaseline !== null),
    ],
    ["Hollow points cannot be the answer.", finished.some(({ isEligible }) => !isEligible)],
    [
      "The fainter a point, the less often it is on the line when seeds, test rows and rounds are drawn again.",
      finished.some(({ frontierProbability }) => (frontierProbability ?? 1) < 1),
    ],
    [
      "The choice is made on validation rows; the dashed line shows the same floor for test rows.",
      floor?.selectedOn === "validation" && floorLevel(analysis) !== null,
    ],
  ] as const;
  const lines = marks.flatMap(([text, isDrawn]) => (isDrawn ? [text] : []));
  return [...lines, ...marksReading(marksInView(analysis.marks, finished))].join(" ");
}

function frontierSize(finished: readonly FinishedConfiguration[]): number {
  return finished.filter(({ isOnFrontier }) => isOnFrontier).length;
}

/** With more than MOST_ROWS points, the bars would cover them. */
function hasBars(finished: readonly FinishedConfiguration[]): boolean {
  return finished.length <= MOST_ROWS;
}

type ChartLayer = LayerSpec<string> | UnitSpec<string>;

function specOf(analysis: Analysis, finished: readonly FinishedConfiguration[]): DrawnChart["spec"] {
  const axes = channelAxes(analysis.labels);
  const rows = byCondition(analysis).flatMap((own) =>
    finishedOf(own.analysis).map((one) => paretoPoint(one, own, axes, hasBars(finished))),
  );
  const isSeveral = rows.some(({ condition }) => condition !== undefined);
  const { shown, priced } = marksInView(analysis.marks, finished);
  const marks = shown.map(markPoint);
  const all = [...rows, ...marks];
  const floor = drawnFloor(analysis);
  const scale = positiveScale(
    all.flatMap(({ usdLow, usdHigh }) => [usdLow, usdHigh]),
    false,
  );
  const x = {
    type: "quantitative",
    title: "US dollars per million texts",
    scale: { ...scale, nice: false, padding: { expr: `${IS_NARROW} ? 16 : 40` } },
    axis: { format: "$.2~r", tickCount: 6, labelOverlap: true, labelFlush: false, grid: scale.type === "linear" },
  } as const;
  const y = {
    type: "quantitative",
    title: "Test accuracy (%)",
    scale: { zero: false, nice: false, padding: 24 },
    axis: { format: "~r", tickCount: 6 },
  } as const;
  const isDrawn = (isEligible: boolean) => rows.some((row) => row.isEligible === isEligible);
  const layer: ChartLayer[] = [
    ...priceLayers(priced, x),
    ...floorLayers(floor),
    {
      transform: [{ filter: "datum.isOnFrontier" }],
      mark: { type: "line", interpolate: "step-after", color: "currentColor", opacity: 0.35, strokeWidth: 1.5 },
      encoding: {
        x: { ...x, field: "usd" },
        y: { ...y, field: "accuracy" },
        ...(isSeveral ? { detail: { field: "condition" } } : {}),
      },
    },
    {
      mark: { type: "rule", opacity: 0.3 },
      encoding: { x: { ...x, field: "usdLow" }, x2: { field: "usdHigh" }, y: { ...y, field: "accuracy" } },
    },
    {
      mark: { type: "rule", opacity: 0.3 },
      encoding: { x: { ...x, field: "usd" }, y: { ...y, field: "accuracyLow" }, y2: { field: "accuracyHigh" } },
    },
    {
      transform: [{ filter: "datum.role === 'winner' || datum.isBaseline" }],
      mark: {
        type: "point",
        shape: "circle",
        aria: false,
        size: 380,
        filled: false,
        color: "currentColor",
        opacity: 0.55,
        strokeWidth: 1.5,
      },
      encoding: { x: { ...x, field: "usd" }, y: { ...y, field: "accuracy" } },
    },
    ...[true, false].filter(isDrawn).map(
      (filled) =>
        ({
          transform: [{ filter: `datum.role !== "mark" && datum.isEligible === ${filled}` }],
          mark: { type: "point", color: PALETTE[0]!, filled, size: 110, strokeWidth: 2 },
          encoding: {
            x: { ...x, field: "usd" },
            y: { ...y, field: "accuracy" },
            ...channels(rows, axes),
            opacity: {
              field: "frontierProbability",
              type: "quantitative",
              scale: { domain: [0, 1], range: [0.35, 1] },
              legend: null,
            },
            tooltip: [
              { field: "name", title: "configuration" },
              { field: "costText", title: "USD per million texts" },
              { field: "accuracyText", title: "test accuracy" },
              { field: "differenceText", title: "versus baseline" },
              { field: "floorText", title: "can be the answer" },
              { field: "frontierText", title: "on the frontier" },
            ],
          },
        }) satisfies ChartLayer,
    ),
    ...markLayers(marks.length, x, y),
    ...pointLabels(all, analysis.labels, scale.type, floor).map(
      ({ row, text, placement, limit, isShown }): ChartLayer => ({
        data: { values: [row] },
        mark: {
          type: "text",
          text,
          // A hidden name must not take up space, or the plot would shrink to fit it.
          limit: { expr: `${isShown} ? ${limit} : 1` },
          baseline: "middle",
          fontWeight: row.role === "winner" ? 700 : 400,
          opacity: { expr: `${isShown} ? 1 : 0` },
          ...placement,
        },
        encoding: { x: { ...x, field: "usd" }, y: { ...y, field: "accuracy" } },
      }),
    ),
  ];
  return { ...FRAME, height: HEIGHT, data: { values: all }, layer };
}

/** A star with five points, within a square from -1 to 1. */
const STAR =
  "M0,-1L0.235,-0.324L0.951,-0.309L0.38,0.124L0.588,0.809L0,0.4L-0.588,0.809L-0.38,0.124L-0.951,-0.309L-0.235,-0.324Z";

function markLayers(count: number, x: object, y: object): ChartLayer[] {
  if (count === 0) return [];
  return [
    {
      transform: [{ filter: 'datum.role === "mark"' }],
      mark: { type: "point", shape: STAR, color: "currentColor", filled: true, size: 90, opacity: 0.75 },
      encoding: {
        x: { ...x, field: "usd", type: "quantitative" },
        y: { ...y, field: "accuracy", type: "quantitative" },
        tooltip: [
          { field: "name", title: "baseline" },
          { field: "costText", title: "USD per million texts" },
          { field: "accuracyText", title: "test accuracy" },
          { field: "differenceText", title: "versus the answer" },
        ],
      },
    },
  ];
}

/** List prices, each with its service along it where there is room; they are among the costs of the points, so that no scale changes. */
function priceLayers(hosted: readonly HostedResult[], x: object): ChartLayer[] {
  if (hosted.length === 0) return [];
  const values = hosted.map(({ service, usdPerMillionTexts, source, date }) => ({
    usd: usdPerMillionTexts,
    service,
    costText: formatUsd(usdPerMillionTexts),
    sourceText: `${source}, ${date}`,
  }));
  const at = { ...x, field: "usd", type: "quantitative" } as const;
  return [
    {
      data: { values },
      mark: { type: "rule", strokeDash: [1, 4], opacity: 0.7 },
      encoding: {
        x: at,
        tooltip: [
          { field: "service", title: "list price of" },
          { field: "costText", title: "USD per million texts" },
          { field: "sourceText", title: "source" },
        ],
      },
    },
    {
      data: { values },
      mark: {
        type: "text",
        angle: 270,
        align: "left",
        baseline: "bottom",
        dx: 4,
        dy: -3,
        opacity: { expr: `${IS_NARROW} ? 0 : 0.75` },
        fontSize: 11,
        limit: HEIGHT - 20,
      },
      // From the bottom up: the names of the best configurations are at the top.
      encoding: { x: at, y: { value: HEIGHT }, text: { field: "service" } },
    },
  ];
}

/**
 * The floor on the axis of test accuracy, in percent: the requested share, or the allowed points below the baseline's
 * test accuracy. Null without a rule on accuracy, without a baseline, with several baselines of different models, or with a single
 * configuration.
 */
function floorLevel(analysis: Analysis): number | null {
  const { answer, configurations } = analysis;
  const floor = accuracyFloor(analysis);
  if (floor === null) return null;
  if (answer.kind === "only-one" && !("atLeast" in floor.rule)) return null;
  if ("atLeast" in floor.rule) return floor.rule.atLeast * 100;
  if (new Set(configurations.map(({ condition }) => condition.ofModel)).size > 1) return null;
  const baseline = configurations.find(({ isBaseline }) => isBaseline)?.figures ?? null;
  return baseline === null ? null : baseline.accuracy.middle * 100 - floor.rule.withinPoints;
}

/** What the matrix asks of the accuracy, which the chart shows; null if its rules are about other figures. */
function accuracyFloor({ floors }: Analysis): Floor | null {
  return floors.find(({ rule }) => rule.figure === "accuracy") ?? null;
}

/** If validation rows select, the floor is a different number, and the line only shows its distance from the baseline. */
function drawnFloor(analysis: Analysis): DrawnFloor | null {
  const [floor, level] = [accuracyFloor(analysis), floorLevel(analysis)];
  return floor === null || level === null ? null : { level, text: floorLabel(floor) };
}

function floorLayers(floor: DrawnFloor | null): ChartLayer[] {
  if (floor === null) return [];
  const data = { values: [{ floor: floor.level }] };
  const y = { field: "floor", type: "quantitative" } as const;
  return [
    { data, mark: { type: "rule", strokeDash: [4, 4], opacity: 0.6 }, encoding: { y } },
    {
      data,
      mark: {
        type: "text",
        text: floor.text,
        align: "right",
        baseline: "top",
        dy: 5,
        opacity: 0.75,
        fontSize: 11,
      },
      encoding: { y, x: { value: { expr: "width" } } },
    },
  ];
}

function floorLabel({ rule, selectedOn }: Floor): string {
  const text =
    "atLeast" in rule ? `${formatNumber(rule.atLeast * 100)} %` : `baseline − ${pointsText(rule.withinPoints)}`;
  return selectedOn === "test" ? `floor: ${text}` : `${text}, on test rows`;
}
