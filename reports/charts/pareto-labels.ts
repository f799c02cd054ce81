import type { Labels } from "../../harness/judge/analysis/labels.ts";
import { markedAsBaseline } from "../words/labels.ts";
import type { ParetoPoint } from "./pareto-points.ts";
import { CHARACTER_WIDTH, type LabelPlacement, PLOT_HEIGHT, placeLabels } from "./place-labels.ts";
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

/** The lowest accuracy that is enough, as a line with its text below its right end. */
export interface DrawnFloor {
  /** In percent. */
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

/**
 * Labels for the winner and, as space permits, for the baseline, for marks, for configurations that tie with the winner, and for
 * the rest of the frontier; of several conditions' winners, too, as space permits.
 * @param floor null if there is none
 */
export function pointLabels(
  rows: readonly ParetoPoint[],
  labels: Labels,
  type: PositiveScale["type"],
  floor: DrawnFloor | null,
): PointLabel[] {
  const level = floor?.level ?? null;
  const importance = (row: ParetoPoint) =>
    row.role === "winner" ? 0 : row.isBaseline ? 1 : row.role === "mark" ? 2 : row.role === "tied" ? 3 : 4;
  const wanted = rows
    .filter((row) => row.role !== "other" || row.isBaseline || row.isOnFrontier)
    .sort((a, b) => importance(a) - importance(b))
    .map((row) => ({ row, text: row.isBaseline ? markedAsBaseline(row.name, labels) : row.name }));
  const position = positionIn(rows, type, level);
  const points = rows.map(position);
  const bars = rows.map(({ usdLow, usdHigh, accuracy }) => {
    const [from, to] = [usdLow, usdHigh].map((usd) => position({ usd, accuracy }));
    return { y: from!.y, from: from!.x, to: to!.x };
  });
  const floorLines = (width: number) => {
    if (floor === null) return [];
    const { y } = position({ usd: rows[0]!.usd, accuracy: floor.level });
    const text = {
      y: y - FLOOR_TEXT_BELOW / PLOT_HEIGHT,
      from: 1 - (floor.text.length * CHARACTER_WIDTH) / width,
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
  type: PositiveScale["type"],
  level: number | null,
): (at: Pick<ParetoPoint, "usd" | "accuracy">) => { x: number; y: number } {
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
