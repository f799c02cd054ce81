import type { ParetoPoint } from "./pareto-points.ts";
import { type LabelPlacement, PLOT_HEIGHT, placeLabels, textWidth } from "./place-labels.ts";
import { IS_NARROW, type PositiveScale } from "./theme.ts";

/** The name next to a point, on the screens for which `isShown` is true. */
export interface PointLabel {
  readonly row: ParetoPoint;
  readonly text: string;
  readonly placement: LabelPlacement;
  /** Maximum length in pixels. */
  readonly limit: number;
  /** Vega expression over the plot's width. */
  readonly isShown: string;
}

/** The scales of both axes. */
export interface PlotScales {
  readonly x: PositiveScale["type"];
  readonly y: PositiveScale["type"];
}

/** The lowest accuracy that is enough, as a line with its text below its right end, in the unit of the points. */
export interface DrawnFloor {
  readonly level: number;
  readonly text: string;
}

/** Pixels from the line to the middle of its text. */
const FLOOR_TEXT_BELOW = 11;

/** The plot widths for which names are placed: phone and desktop. */
const SCREENS = [
  { width: 270, isShown: IS_NARROW },
  { width: 700, isShown: `!(${IS_NARROW})` },
] as const;

/** More names have no room, and finding it takes longer than a reader waits. */
const MOST_LABELS = 24;

/**
 * Labels for the winner and, as space permits, for what is pinned, for the baseline, for marks, for configurations that tie with the winner, and for
 * the rest of the frontier; of several conditions' winners, too, as space permits.
 * @param floor null if there is none
 */
export function pointLabels(rows: readonly ParetoPoint[], scales: PlotScales, floor: DrawnFloor | null): PointLabel[] {
  const importance = ({ role, isPinned, isBaseline }: ParetoPoint) => {
    if (role === "winner") return 0;
    if (isPinned) return 1;
    if (isBaseline) return 2;
    return role === "mark" ? 3 : role === "tied" ? 4 : 5;
  };
  const wanted = rows
    .filter((row) => row.role !== "other" || row.isBaseline || row.isPinned || row.isOnFrontier)
    .sort((a, b) => importance(a) - importance(b))
    .slice(0, MOST_LABELS)
    .map((row) => ({ row, text: row.marked }));
  const position = positionIn(rows, scales, floor?.level ?? null);
  const points = rows.map(position);
  const bars = rows.map(({ xLow, xHigh, y: height }) => {
    const [from, to] = [xLow, xHigh].map((x) => position({ x, y: height }));
    return { y: from!.y, from: from!.x, to: to!.x };
  });
  const floorLines = (width: number) => {
    if (floor === null) return [];
    const { y } = position({ x: rows[0]!.x, y: floor.level });
    const text = {
      y: y - FLOOR_TEXT_BELOW / PLOT_HEIGHT,
      from: 1 - textWidth(floor.text) / width,
      to: 1,
    };
    return [{ y, from: 0, to: 1 }, text];
  };
  const names = wanted.map(({ row, text }) => ({ ...position(row), text }));
  // Of several conditions' winners, some may have one place: their names would cover each other.
  const isOnlyWinner = wanted.filter(({ row }) => row.role === "winner").length === 1;
  return SCREENS.flatMap(({ width, isShown }) => {
    const placements = placeLabels(names, points, [...bars, ...floorLines(width)], width);
    return wanted.flatMap(({ row, text }, index) => {
      const { x } = names[index]!;
      const placement = placements[index] ?? (isOnlyWinner && row.role === "winner" ? crowded(x) : null);
      if (placement === null) return [];
      return [{ row, text, placement, limit: Math.round(Math.max(x, 1 - x) * width), isShown }];
    });
  });
}

/** The only winner's placement if no place is free: over other marks, toward the wider side. */
function crowded(x: number): LabelPlacement {
  return x > 0.5 ? { align: "right", dx: -8, dy: -22 } : { align: "left", dx: 8, dy: -22 };
}

/** Position in the plot in [0, 1], with the margin of the scales' padding. */
function positionIn(
  rows: readonly ParetoPoint[],
  scales: PlotScales,
  level: number | null,
): (at: Pick<ParetoPoint, "x" | "y">) => { x: number; y: number } {
  const along = (type: PositiveScale["type"], values: readonly number[], margin: number) => {
    const unit = (value: number) => (type === "log" ? Math.log(value) : value);
    const low = unit(Math.min(...values));
    const length = unit(Math.max(...values)) - low;
    return (value: number) => (length === 0 ? 0.5 : margin + ((unit(value) - low) / length) * (1 - 2 * margin));
  };
  const x = along(
    scales.x,
    rows.flatMap(({ xLow, xHigh }) => [xLow, xHigh]),
    0.06,
  );
  const heights = rows.flatMap(({ yLow, yHigh }) => [yLow, yHigh]);
  const y = along(scales.y, level === null ? heights : [...heights, level], 0.06);
  return (at) => ({ x: x(at.x), y: y(at.y) });
}
