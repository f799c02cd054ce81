import { humanize } from "../../harness/judge/analysis/value-names.ts";
import { type ParetoPoint, SHAPES } from "./pareto-rows.ts";
import { CHARACTER } from "./place-labels.ts";
import { IS_NARROW, PALETTE } from "./theme.ts";

/** Pixels of an entry besides its text: symbol and gaps. */
const SYMBOL = 34;
/** Pixels for legends: on a telephone one under the other, on a desk side by side. */
const TELEPHONE = 270;
const DESK = 880;

/** Colour and shape of the points, each with its legend above the plot; nothing for an axis that is null. */
export function channels(
  rows: readonly ParetoPoint[],
  [colourAxis, shapeAxis]: readonly [string | null, string | null],
) {
  const room = colourAxis === null || shapeAxis === null ? DESK : DESK / 2;
  return {
    ...(colourAxis === null ? {} : { color: channel("colour", colourAxis, rows, PALETTE, room) }),
    ...(shapeAxis === null ? {} : { shape: channel("shape", shapeAxis, rows, SHAPES, room) }),
  };
}

/** In the order of the plan. */
function channel(
  field: "colour" | "shape",
  axis: string,
  rows: readonly ParetoPoint[],
  range: readonly string[],
  room: number,
) {
  const domain = [...new Set(rows.map((row) => row[field]))];
  const entry = SYMBOL + CHARACTER * Math.max(...domain.map(({ length }) => length));
  const columns = (width: number) => Math.max(1, Math.floor(width / entry));
  return {
    field,
    type: "nominal",
    title: humanize(axis),
    scale: { domain, range: range.slice(0, domain.length) },
    legend: { columns: { expr: `${IS_NARROW} ? ${columns(TELEPHONE)} : ${columns(room)}` } },
  } as const;
}
