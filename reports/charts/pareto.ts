import type { LayerSpec, UnitSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Analysis, Floor } from "../../harness/analysis/analysis.ts";
import { formatShare, formatUsd } from "../../harness/analysis/format.ts";
import { humanize, type Labels } from "../../harness/analysis/labels.ts";
import { type Chart, type DrawnChart, type Finished, finishedOf } from "./chart.ts";
import { placeLabels } from "./place-labels.ts";
import { FRAME, PALETTE, type PositiveScale, positiveScale } from "./theme.ts";

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
  return `${winner.label} is the cheapest configuration ${floor.phrase}`;
}

interface Row {
  readonly name: string;
  readonly colour: string;
  readonly shape: string;
  readonly usd: number;
  readonly usdLow: number;
  readonly usdHigh: number;
  /** Percent. */
  readonly accuracy: number;
  readonly accuracyLow: number;
  readonly accuracyHigh: number;
  readonly role: "winner" | "baseline" | "other";
  readonly isEligible: boolean;
  readonly isOnFrontier: boolean;
  readonly costText: string;
  readonly accuracyText: string;
  readonly floorText: string;
  readonly frontierText: string;
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
    scale: { ...scale, nice: false, padding: 28 },
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
    ...labelLayers(rows, scale.type, level).map(
      ({ row, placement, text }): Layer => ({
        data: { values: [row] },
        mark: {
          type: "text",
          text,
          baseline: "middle",
          fontWeight: row.role === "winner" ? 700 : 400,
          ...placement,
        },
        encoding: { x: { ...x, field: "usd" }, y: { ...y, field: "accuracy" } },
      }),
    ),
  ];
  return { ...FRAME, height: 380, data: { values: [...rows] }, layer };
}

const SHAPES = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"] as const;

/** The two axes with the most values that colours and shapes can still tell apart; null where there is none. */
function channelAxes({ axes, parts }: Labels): [string | null, string | null] {
  const sized = axes
    .map((axis) => ({ axis, size: new Set([...parts.values()].map((part) => part.get(axis) ?? "")).size }))
    .sort((a, b) => b.size - a.size);
  const colour = sized.find(({ size }) => size <= PALETTE.length)?.axis ?? null;
  const shape = sized.find(({ axis, size }) => axis !== colour && size <= SHAPES.length)?.axis ?? null;
  return [colour, shape];
}

/** A categorical channel in the order of the plan, with its legend above the plot. */
function categories(field: "colour" | "shape", axis: string, values: readonly string[], range: readonly string[]) {
  const domain = [...new Set(values)];
  return {
    field,
    type: "nominal",
    title: humanize(axis),
    scale: { domain, range: range.slice(0, domain.length) },
    legend: { columns: { expr: "containerSize()[0] < 560 ? 3 : 8" } },
  } as const;
}

function rowOf(one: Finished, { labels, answer }: Analysis, colourAxis: string | null, shapeAxis: string | null): Row {
  const { usdPerMillionTexts: usd, testAccuracy: accuracy } = one.figures;
  const part = (axis: string | null) => (axis === null ? "" : (labels.parts.get(one.id)?.get(axis) ?? "as configured"));
  return {
    name: one.label,
    colour: part(colourAxis),
    shape: part(shapeAxis),
    usd: usd.middle,
    usdLow: usd.low,
    usdHigh: usd.high,
    accuracy: accuracy.middle * 100,
    accuracyLow: accuracy.low * 100,
    accuracyHigh: accuracy.high * 100,
    role: one.id === answer.winner ? "winner" : one.isBaseline ? "baseline" : "other",
    isEligible: one.isEligible,
    isOnFrontier: one.isOnFrontier,
    costText: `${formatUsd(usd.middle)} (${formatUsd(usd.low)} to ${formatUsd(usd.high)})`,
    accuracyText: `${formatShare(accuracy.middle)} (${formatShare(accuracy.low)} to ${formatShare(accuracy.high)})`,
    floorText: one.refusal === null ? "yes" : `no: ${one.refusal}`,
    frontierText: one.frontierProbability === null ? "—" : `in ${formatShare(one.frontierProbability)} of the samples`,
  };
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

/** Names of the winner, the baseline and the rest of the frontier, as far as there is room. */
function labelLayers(rows: readonly Row[], type: PositiveScale["type"], level: number | null) {
  const importance = (row: Row) => (row.role === "winner" ? 0 : row.role === "baseline" ? 1 : 2);
  const wanted = rows
    .filter((row) => row.role !== "other" || row.isOnFrontier)
    .sort((a, b) => importance(a) - importance(b))
    .map((row) => ({ row, text: row.role === "baseline" ? `${row.name} (baseline)` : row.name }));
  const place = positionIn(rows, type, level);
  const placements = placeLabels(
    wanted.map(({ row, text }) => ({ ...place(row), text })),
    rows.map(place),
    level === null ? [] : [place({ usd: rows[0]!.usd, accuracy: level }).y],
  );
  return wanted.flatMap(({ row, text }, index) => {
    const placement = placements[index] ?? null;
    return placement === null ? [] : [{ row, text, placement }];
  });
}

/** Position in the plot in [0, 1], leaving the margin that the scales' padding leaves. */
function positionIn(
  rows: readonly Row[],
  type: PositiveScale["type"],
  level: number | null,
): (at: Pick<Row, "usd" | "accuracy">) => { x: number; y: number } {
  const along = (values: readonly number[], margin: number) => {
    const low = Math.min(...values);
    const length = Math.max(...values) - low;
    return (value: number) => (length === 0 ? 0.5 : margin + ((value - low) / length) * (1 - 2 * margin));
  };
  const unit = (usd: number) => (type === "log" ? Math.log(usd) : usd);
  const x = along(
    rows.flatMap(({ usdLow, usdHigh }) => [unit(usdLow), unit(usdHigh)]),
    0.06,
  );
  const heights = rows.flatMap(({ accuracyLow, accuracyHigh }) => [accuracyLow, accuracyHigh]);
  const y = along(level === null ? heights : [...heights, level], 0.06);
  return ({ usd, accuracy }) => ({ x: x(unit(usd)), y: y(accuracy) });
}
