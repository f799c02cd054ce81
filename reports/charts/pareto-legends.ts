import { textWidth } from "./place-labels.ts";
import type { ScatterChannel, ScatterData } from "./scatter-data.ts";
import { IS_NARROW, PALETTE, SHAPES } from "./theme.ts";

/** Pixels of an entry without its text: symbol and gaps. */
const SYMBOL_WIDTH = 34;
/** Pixels available for legends: stacked on a phone, side by side on a desktop. */
const PHONE_WIDTH = 270;
const DESKTOP_WIDTH = 880;

/** Color and shape of the points, each with a legend above the plot, or one for both if they show the same axis. */
export function channels({ color, shape }: Pick<ScatterData, "color" | "shape">) {
  const isOne = color === null || shape === null || color.title === shape.title;
  const room = isOne ? DESKTOP_WIDTH : DESKTOP_WIDTH / 2;
  return {
    ...(color === null ? {} : { color: channel("color", color, PALETTE, room) }),
    // Vega makes one legend of two channels of the same field.
    ...(shape === null ? {} : { shape: channel(isOne && color !== null ? "color" : "shape", shape, SHAPES, room) }),
  };
}

function channel(field: "color" | "shape", { title, values }: ScatterChannel, range: readonly string[], room: number) {
  const entry = SYMBOL_WIDTH + Math.max(...values.map(textWidth));
  const columns = (width: number) => Math.max(1, Math.floor(width / entry));
  return {
    field,
    type: "nominal",
    title,
    scale: { domain: [...values], range: range.slice(0, values.length) },
    legend: { columns: { expr: `${IS_NARROW} ? ${columns(PHONE_WIDTH)} : ${columns(room)}` } },
  } as const;
}
