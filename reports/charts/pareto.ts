import type { LayerSpec, UnitSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Analysis, Floor } from "../../harness/analysis/analysis.ts";
import { humanize } from "../../harness/analysis/labels.ts";
import { type Chart, type DrawnChart, type Finished, finishedOf } from "./chart.ts";
import { pointLabels } from "./pareto-labels.ts";
import { channelAxes, rowOf, SHAPES } from "./pareto-rows.ts";
import { FRAME, PALETTE, positiveScale } from "./theme.ts";

/** Accuracy against cost: the chart that answers the question. */
export const pareto: Chart = {
  name: "pareto",
  draw(analysis) {
    const finished = finishedOf(analysis);
    if (finished.length === 0) return null;
    const title = finding(analysis, finished);
    return {
      title,
      subtitle:
        "Up is more accurate, left is cheaper. The line joins the configurations that no other beats in both; bars span the runs; faded ones are below the floor or lack a run.",
      description: `Scatter plot of test accuracy in percent against US dollars per million texts for ${finished.length} configurations. ${title}.`,
      spec: specOf(analysis, finished),
    };
  },
};

function finding({ answer, floor, configurations }: Analysis, finished: readonly Finished[]): string {
  const winner = configurations.find(({ id }) => id === answer.winner);
  if (winner === undefined) {
    if (answer.kind === "none-within-floor") return `No configuration is accurate enough: none is ${floor.phrase}`;
    return `Accuracy and cost of the ${finished.length} configurations that finished`;
  }
  if (answer.kind === "only-one") return `Accuracy and cost of ${winner.label}, the only configuration`;
  if (answer.kind === "all-tie") return `Nothing ${floor.phrase} is measurably cheaper than the rest`;
  if (answer.kind === "baseline-cheapest") return `Nothing ${floor.phrase} is cheaper than the baseline itself`;
  if (answer.kind === "no-saving") return `Nothing ${floor.phrase} is measurably cheaper than the baseline itself`;
  return `${winner.label} is the cheapest configuration ${floor.phrase}`;
}

type Layer = LayerSpec<string> | UnitSpec<string>;

function specOf(analysis: Analysis, finished: readonly Finished[]): DrawnChart["spec"] {
  const [colourAxis, shapeAxis] = channelAxes(analysis.labels);
  const rows = finished.map((one) => rowOf(one, analysis, colourAxis, shapeAxis));
  const level = floorLevel(analysis);
  const scale = positiveScale(
    rows.flatMap(({ usdLow, usdHigh }) => [usdLow, usdHigh]),
    false,
  );
  const x = {
    type: "quantitative",
    title: "US dollars per million texts",
    scale: { ...scale, nice: false, padding: 40 },
    axis: { format: "$.2~r", tickCount: 6, labelOverlap: true, labelFlush: false, grid: scale.type === "linear" },
  } as const;
  const y = {
    type: "quantitative",
    title: "Test accuracy (%)",
    scale: { zero: false, nice: false, padding: 24 },
    axis: { format: ".1~f", tickCount: 6 },
  } as const;
  const layer: Layer[] = [
    ...floorLayers(analysis.floor, level),
    {
      transform: [{ filter: "datum.isOnFrontier" }],
      mark: { type: "line", interpolate: "step-after", color: "currentColor", opacity: 0.35, strokeWidth: 1.5 },
      encoding: { x: { ...x, field: "usd" }, y: { ...y, field: "accuracy" } },
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
      transform: [{ filter: "datum.role !== 'other'" }],
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
    {
      mark: { type: "point", color: PALETTE[0]!, filled: true, size: 110 },
      encoding: {
        x: { ...x, field: "usd" },
        y: { ...y, field: "accuracy" },
        ...(colourAxis === null
          ? {}
          : {
              color: categories(
                "colour",
                colourAxis,
                rows.map(({ colour }) => colour),
                PALETTE,
              ),
            }),
        ...(shapeAxis === null
          ? {}
          : {
              shape: categories(
                "shape",
                shapeAxis,
                rows.map(({ shape }) => shape),
                SHAPES,
              ),
            }),
        opacity: { condition: { test: "datum.isEligible", value: 1 }, value: 0.35 },
        tooltip: [
          { field: "name", title: "configuration" },
          { field: "costText", title: "USD per million texts" },
          { field: "accuracyText", title: "test accuracy" },
          { field: "floorText", title: "can be the answer" },
          { field: "frontierText", title: "on the frontier" },
        ],
      },
    },
    ...pointLabels(rows, scale.type, level).map(
      ({ row, text, placement, isShown }): Layer => ({
        data: { values: [row] },
        mark: {
          type: "text",
          text,
          baseline: "middle",
          fontWeight: row.role === "winner" ? 700 : 400,
          opacity: { expr: `${isShown} ? 1 : 0` },
          ...placement,
        },
        encoding: { x: { ...x, field: "usd" }, y: { ...y, field: "accuracy" } },
      }),
    ),
  ];
  return { ...FRAME, height: 380, data: { values: [...rows] }, layer };
}

/** A categorical channel in the order of the plan, with its legend above the plot. */
function categories(field: "colour" | "shape", axis: string, values: readonly string[], range: readonly string[]) {
  const domain = [...new Set(values)];
  return {
    field,
    type: "nominal",
    title: humanize(axis),
    scale: { domain, range: range.slice(0, domain.length) },
    legend: { columns: { expr: "width < 480 ? 3 : 8" } },
  } as const;
}

/**
 * The floor on the plot's own axis, in percent: the same number of points below the baseline's test accuracy, or the
 * share asked for. Null where there is no baseline to take it from.
 */
function floorLevel({ floor, configurations }: Analysis): number | null {
  if ("atLeast" in floor.rule) return floor.rule.atLeast * 100;
  const baseline = configurations.find(({ isBaseline }) => isBaseline)?.figures ?? null;
  return baseline === null ? null : baseline.testAccuracy.middle * 100 - floor.rule.withinPoints;
}

function floorLayers({ phrase }: Floor, level: number | null): Layer[] {
  if (level === null) return [];
  const data = { values: [{ floor: level }] };
  const y = { field: "floor", type: "quantitative" } as const;
  return [
    { data, mark: { type: "rule", strokeDash: [4, 4], opacity: 0.6 }, encoding: { y } },
    {
      data,
      mark: {
        type: "text",
        text: `floor: ${phrase}`,
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
