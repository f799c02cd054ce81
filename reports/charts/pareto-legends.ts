import { humanize } from "../../harness/judge/analysis/value-names.ts";
import { type ParetoPoint, SHAPES } from "./pareto-points.ts";
import { CHARACTER_WIDTH } from "./place-labels.ts";
import { IS_NARROW, PALETTE } from "./theme.ts";

/** Pixels of an entry without its text: symbol and gaps. */
const SYMBOL_WIDTH = 34;
/** Pixels available for legends: stacked on a phone, side by side on a desktop. */
const PHONE_WIDTH = 270;
const DESKTOP_WIDTH = 880;

/** Color and shape of the points, each with a legend above the plot; without the ones whose axis is null. */
export function channels(
  rows: readonly ParetoPoint[],
  [colorAxis, shapeAxis]: readonly [string | null, string | null],
) {
  const room = colorAxis === null || shapeAxis === null ? DESKTOP_WIDTH : DESKTOP_WIDTH / 2;
  return {
    ...(colorAxis === null ? {} : { color: channel("color", colorAxis, rows, PALETTE, room) }),
    ...(shapeAxis === null ? {} : { shape: channel("shape", shapeAxis, rows, SHAPES, room) }),
  };
}

/** In the order of the plan. */
function channel(
  field: "color" | "shape",
  axis: string,
  rows: readonly ParetoPoint[],
  range: readonly string[],
  room: number,
) {
  const domain = [...new Set(rows.map((row) => row[field]))];
  const entry = SYMBOL_WIDTH + CHARACTER_WIDTH * Math.max(...domain.map(({ length }) => length));
  const columns = (width: number) => Math.max(1, Math.floor(width / entry));
  return {
    field,
    type: "nominal",
    title: humanize(axis),
    scale: { domain, range: range.slice(0, domain.length) },
    legend: { columns: { expr: `${IS_NARROW} ? ${columns(PHONE_WIDTH)} : ${columns(room)}` } },
  } as const;
}
