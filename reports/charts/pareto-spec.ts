import type { LayerSpec, UnitSpec } from "vega-lite/types_unstable/spec/index.js";
import { paretoWords } from "../words/charts/pareto.ts";
import type { Language } from "../words/language.ts";
import type { DrawnChart } from "./chart.ts";
import { type FigureAxis, figureAxis } from "./pareto-axis.ts";
import { type DrawnFloor, pointLabels } from "./pareto-labels.ts";
import { channels } from "./pareto-legends.ts";
import type { ParetoPoint, ParetoPoints } from "./pareto-points.ts";
import { areUsual, DEFAULT_AXES, type ScatterData, type ScatterPrice } from "./scatter-data.ts";
import { FRAME, IS_NARROW, PALETTE } from "./theme.ts";

const HEIGHT = 380;

type ChartLayer = LayerSpec<string> | UnitSpec<string>;

/** A rectangle that a reader draws, in the units of the axes. */
export interface SpecBrush {
  /** Null if nothing is drawn yet. */
  readonly value: { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | null;
}

/** Name of the parameter that has the rectangle's ends, by the fields x and y. */
export const BRUSH = "brush";

/**
 * The scatter plot of two figures.
 * @param points at least one
 * @param brush null where nobody can draw a rectangle
 */
export function paretoSpec(
  data: ScatterData,
  points: ParetoPoints,
  brush: SpecBrush | null,
  language: Language,
): DrawnChart["spec"] {
  const axes = paretoAxes(points, language);
  const rows = points.points.map((point) => inUnits(point, axes));
  const floor = points.y.name === DEFAULT_AXES.y ? drawnFloor(data, axes.y) : null;
  const position = positionOn(axes);
  const { x, y } = position;
  const layer: ChartLayer[] = [
    ...(areUsual(points.x, points.y) ? priceLayers(data.prices, x, language) : []),
    ...floorLayers(floor),
    ...frontierLayers(points, rows, position),
    {
      mark: { type: "rule", opacity: 0.3 },
      encoding: { x: { ...x, field: "xLow" }, x2: { field: "xHigh" }, y: { ...y, field: "y" } },
    },
    {
      mark: { type: "rule", opacity: 0.3 },
      encoding: { x: { ...x, field: "x" }, y: { ...y, field: "yLow" }, y2: { field: "yHigh" } },
    },
    ...rings(
      rows.filter(({ role, isBaseline }) => role === "winner" || isBaseline),
      position,
      { size: 380, opacity: 0.55, strokeWidth: 1.5 },
    ),
    ...rings(
      rows.filter(({ isPinned }) => isPinned),
      position,
      { size: 620, opacity: 1, strokeWidth: 2.5 },
    ),
    ...pointLayers(data, rows, position, brush, language),
    ...markLayers(rows, position, language),
    ...pointLabels(rows, { x: axes.x.type, y: axes.y.type }, floor).map(
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
        encoding: at(position),
      }),
    ),
  ];
  return { ...FRAME, height: HEIGHT, data: { values: rows }, layer };
}

interface ParetoAxes {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
}

/** How the points' figures are shown. */
export function paretoAxes({ x, y, points }: ParetoPoints, language: Language): ParetoAxes {
  return {
    x: figureAxis(
      x,
      points.map((point) => point.x),
      points.flatMap(({ xLow, xHigh }) => [xLow, xHigh]),
      language,
    ),
    y: figureAxis(
      y,
      points.map((point) => point.y),
      points.flatMap(({ yLow, yHigh }) => [yLow, yHigh]),
      language,
    ),
  };
}

function inUnits(point: ParetoPoint, axes: ParetoAxes): ParetoPoint {
  const across = (value: number) => value / axes.x.size;
  const up = (value: number) => value / axes.y.size;
  return {
    ...point,
    x: across(point.x),
    xLow: across(point.xLow),
    xHigh: across(point.xHigh),
    y: up(point.y),
    yLow: up(point.yLow),
    yHigh: up(point.yHigh),
  };
}

/** Both axes, without the field that is read along each. */
function positionOn({ x, y }: ParetoAxes) {
  return {
    x: {
      type: "quantitative",
      title: x.title,
      scale: { ...scaleOf(x), nice: false, padding: { expr: `${IS_NARROW} ? 16 : 40` } },
      axis: { ...ticksOf(x), labelOverlap: true, labelFlush: false },
    },
    y: {
      type: "quantitative",
      title: y.title,
      scale: { ...scaleOf(y), nice: false, padding: 24 },
      axis: { ...ticksOf(y), labelOverlap: true },
    },
  } as const;
}

type Position = ReturnType<typeof positionOn>;

const at = ({ x, y }: Position) => ({ x: { ...x, field: "x" }, y: { ...y, field: "y" } }) as const;

function scaleOf({ type }: FigureAxis) {
  return type === "log" ? { type } : { type, zero: false };
}

function ticksOf({ format, type }: FigureAxis) {
  return { format, tickCount: 6, grid: type === "linear" };
}

/** What no other beats, as a line in each condition. */
function frontierLayers({ x }: ParetoPoints, rows: readonly ParetoPoint[], position: Position): ChartLayer[] {
  const values = rows.filter(({ isOnFrontier }) => isOnFrontier);
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: {
        type: "line",
        // Between two of them, the better one that is still as good on this axis is to be had.
        interpolate: x.better === "lower" ? "step-after" : "step-before",
        color: "currentColor",
        opacity: 0.35,
        strokeWidth: 1.5,
      },
      encoding: {
        ...at(position),
        ...(rows.some(({ condition }) => condition !== undefined) ? { detail: { field: "condition" } } : {}),
      },
    },
  ];
}

/** Circles around points. */
function rings(values: readonly ParetoPoint[], position: Position, style: object): ChartLayer[] {
  if (values.length === 0) return [];
  return [
    {
      data: { values: [...values] },
      mark: { type: "point", shape: "circle", aria: false, filled: false, color: "currentColor", ...style },
      encoding: at(position),
    },
  ];
}

/** Configurations: filled where they can be the answer. */
function pointLayers(
  data: ScatterData,
  rows: readonly ParetoPoint[],
  position: Position,
  brush: SpecBrush | null,
  language: Language,
): ChartLayer[] {
  const { tooltip } = paretoWords(language);
  const opacity = {
    field: "frontierProbability",
    type: "quantitative",
    scale: { domain: [0, 1], range: [0.35, 1] },
    legend: null,
    ...(brush === null ? {} : { condition: { test: { not: { param: BRUSH } }, value: 0.1 } }),
  } as const;
  const isDrawn = (isEligible: boolean) => rows.some((row) => row.role !== "mark" && row.isEligible === isEligible);
  return [true, false].filter(isDrawn).map(
    (filled, index) =>
      ({
        ...(brush !== null && index === 0 ? { params: [brushOf(brush)] } : {}),
        transform: [{ filter: `datum.role !== "mark" && datum.isEligible === ${filled}` }],
        mark: { type: "point", color: PALETTE[0]!, filled, size: 110, strokeWidth: 2 },
        encoding: {
          ...at(position),
          ...channels(data),
          opacity,
          tooltip: [
            { field: "name", title: tooltip.configuration },
            { field: "xText", title: position.x.title },
            { field: "yText", title: position.y.title },
            { field: "differenceText", title: tooltip.versusBaseline },
            { field: "floorText", title: tooltip.eligible },
            { field: "frontierText", title: tooltip.frontier },
          ],
        },
      }) as ChartLayer,
  );
}

/** Dragging from beside a point draws it, and a double click removes it; a click on a point is for the point. */
function brushOf({ value }: SpecBrush) {
  const beside = "event.pointerType !== 'touch' && (!event.item || event.item.mark.marktype !== 'symbol')";
  return {
    name: BRUSH,
    select: {
      type: "interval",
      encodings: ["x", "y"],
      on: `[pointerdown[${beside}], window:pointerup] > window:pointermove!`,
      translate: false,
      zoom: false,
      mark: { fill: "currentColor", fillOpacity: 0.06, stroke: "currentColor", strokeOpacity: 0.4 },
    },
    ...(value === null ? {} : { value }),
  };
}

/** A star with five points, within a square from -1 to 1. */
const STAR =
  "M0,-1L0.235,-0.324L0.951,-0.309L0.38,0.124L0.588,0.809L0,0.4L-0.588,0.809L-0.38,0.124L-0.951,-0.309L-0.235,-0.324Z";

function markLayers(rows: readonly ParetoPoint[], position: Position, language: Language): ChartLayer[] {
  if (!rows.some(({ role }) => role === "mark")) return [];
  const { tooltip } = paretoWords(language);
  return [
    {
      transform: [{ filter: 'datum.role === "mark"' }],
      mark: { type: "point", shape: STAR, color: "currentColor", filled: true, size: 90, opacity: 0.75 },
      encoding: {
        ...at(position),
        tooltip: [
          { field: "name", title: tooltip.mark },
          { field: "xText", title: position.x.title },
          { field: "yText", title: position.y.title },
          { field: "differenceText", title: tooltip.versusAnswer },
        ],
      },
    },
  ];
}

/** List prices, each with its service along it where there is room; they are among the costs of the points, so that no scale changes. */
function priceLayers(prices: readonly ScatterPrice[], x: Position["x"], language: Language): ChartLayer[] {
  if (prices.length === 0) return [];
  const { tooltip } = paretoWords(language);
  const data = { values: [...prices] };
  const along = { ...x, field: "usd" } as const;
  return [
    {
      data,
      mark: { type: "rule", strokeDash: [1, 4], opacity: 0.7 },
      encoding: {
        x: along,
        tooltip: [
          { field: "service", title: tooltip.service },
          { field: "costText", title: tooltip.cost },
          { field: "sourceText", title: tooltip.source },
        ],
      },
    },
    {
      data,
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
      encoding: { x: along, y: { value: HEIGHT }, text: { field: "service" } },
    },
  ];
}

function drawnFloor({ floor }: ScatterData, { size }: FigureAxis): DrawnFloor | null {
  return floor === null || floor.level === null ? null : { level: floor.level / size, text: floor.text };
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
