/** A point to be labeled; x and y in [0, 1] of the plot, y upward. */
export interface LabeledPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Position of the label, in pixels from the point. */
export interface LabelPlacement {
  readonly align: "left" | "right" | "center";
  readonly dx: number;
  readonly dy: number;
}

/** A horizontal line, in [0, 1] of the plot. */
export interface HorizontalLine {
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const PLOT_HEIGHT = 360;
/** Width of a character in pixels, wider than most. */
const CHARACTER_WIDTH = 6.7;
/** Characters that are as wide as they are high, such as those of Chinese, and their marks. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu;

/** Pixels of a text in one line, more than most have. */
export function textWidth(text: string): number {
  return (text.length + (text.match(WIDE)?.length ?? 0)) * CHARACTER_WIDTH;
}

const LINE_HEIGHT = 15;
const POINT_RADIUS = 11;

/** Tried in this order: next to the point first, then above and below it. */
const PLACEMENTS: readonly LabelPlacement[] = [
  ...[0, -16, 16].map((dy) => ({ align: "left", dx: 15, dy }) as const),
  ...[0, -16, 16].map((dy) => ({ align: "right", dx: -15, dy }) as const),
  ...[-22, 22, -42, 42].map((dy) => ({ align: "center", dx: 0, dy }) as const),
  ...[-22, 22, -42, 42].map((dy) => ({ align: "left", dx: -8, dy }) as const),
];

/**
 * Places labels next to their points so that none covers another label, a point or a line, the most important first.
 * @param wanted points to label, in order of importance
 * @param points every point of the chart
 * @param lines lines that no label may cross
 * @param width width of the plot in pixels
 * @returns by index of `wanted`; null if no place is free
 */
export function placeLabels(
  wanted: readonly LabeledPoint[],
  points: readonly Pick<LabeledPoint, "x" | "y">[],
  lines: readonly HorizontalLine[],
  width: number,
): (LabelPlacement | null)[] {
  const taken = [...points.map((point) => pointBox(point, width)), ...lines.map((line) => lineBox(line, width))];
  return wanted.map((label) => {
    const place = PLACEMENTS.find((candidate) => {
      const box = labelBox(label, candidate, width);
      return isInside(box, width) && taken.every((other) => !touches(box, other));
    });
    if (place === undefined) return null;
    taken.push(labelBox(label, place, width));
    return place;
  });
}

function pointBox({ x, y }: Pick<LabeledPoint, "x" | "y">, width: number): Box {
  const [left, top] = [x * width, (1 - y) * PLOT_HEIGHT];
  return { left: left - POINT_RADIUS, right: left + POINT_RADIUS, top: top - POINT_RADIUS, bottom: top + POINT_RADIUS };
}

function lineBox({ y, from, to }: HorizontalLine, width: number): Box {
  const top = (1 - y) * PLOT_HEIGHT;
  return { left: from * width, right: to * width, top: top - 1, bottom: top + 1 };
}

function labelBox({ x, y, text }: LabeledPoint, { align, dx, dy }: LabelPlacement, width: number): Box {
  const length = textWidth(text);
  const anchor = x * width + dx;
  const left = align === "left" ? anchor : align === "right" ? anchor - length : anchor - length / 2;
  const middle = (1 - y) * PLOT_HEIGHT + dy;
  return { left, right: left + length, top: middle - LINE_HEIGHT / 2, bottom: middle + LINE_HEIGHT / 2 };
}

/** A label may extend a little into the right margin, but not over the axis on the left. */
function isInside({ left, right, top, bottom }: Box, width: number): boolean {
  return left >= 4 && right <= width + 12 && top >= -8 && bottom <= PLOT_HEIGHT + 4;
}

function touches(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
