import { groupBy } from "../../harness/base/group-by.ts";
import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import { onFrontier } from "../../harness/judge/analysis/on-frontier.ts";
import { formatShare } from "../../harness/judge/figures/format.ts";
import { UNITS } from "../../harness/judge/figures/units.ts";
import { paretoWords } from "../words/charts/pareto.ts";
import { rangeOf } from "../words/interval.ts";
import type { Language } from "../words/language.ts";
import { MOST_ROWS } from "./chart.ts";
import {
  areUsual,
  figureOn,
  type ScatterChoice,
  type ScatterConfiguration,
  type ScatterData,
  type ScatterFigure,
  type ScatterMark,
} from "./scatter-data.ts";

/** A point of the scatter plot, in its figures' units. */
export interface ParetoPoint {
  /** Its id; absent for what is no configuration. */
  readonly configuration?: string;
  readonly name: string;
  /** The name, with a note if it is the baseline. */
  readonly marked: string;
  readonly color: string;
  readonly shape: string;
  readonly x: number;
  readonly xLow: number;
  readonly xHigh: number;
  readonly y: number;
  /** Of accuracy, the baseline's plus the paired interval of the difference; the value itself where nothing tells. */
  readonly yLow: number;
  readonly yHigh: number;
  /** Of several conditions, the name of its own. */
  readonly condition?: string;
  /** "mark": no configuration, but what they are compared with. */
  readonly role: ScatterConfiguration["role"] | "mark";
  /** Also where it is the winner. */
  readonly isBaseline: boolean;
  readonly isPinned: boolean;
  readonly isEligible: boolean;
  /** No other point that is shown is at least as good on both axes. */
  readonly isOnFrontier: boolean;
  /** How sure that is; 1 where nothing tells. */
  readonly frontierProbability: number;
  readonly xText: string;
  readonly yText: string;
  readonly differenceText: string;
  readonly floorText: string;
  readonly frontierText: string;
}

/** The points of a choice, and what the plot shows of them. */
export interface ParetoPoints {
  readonly x: ScatterFigure;
  readonly y: ScatterFigure;
  /** Those that are drawn. */
  readonly points: readonly ParetoPoint[];
  /** Configurations that are shown and have both figures. */
  readonly count: number;
  /** Whether the choice leaves configurations out. */
  readonly isPart: boolean;
  /** More bars would cover the points. */
  readonly hasBars: boolean;
}

/** Points that a page draws and answers its reader meanwhile, and whose picture is still small. */
export const MOST_POINTS = 500;

/** The points that are shown: of more than MOST_POINTS, the frontier, those that are named, and a sample that is always the same. */
export function paretoPoints(data: ScatterData, choice: ScatterChoice, language: Language = "en"): ParetoPoints {
  const [x, y] = [figureOn("x", data, choice.x), figureOn("y", data, choice.y)];
  const places = data.configurations.flatMap(({ id }, place) => {
    const isShown = choice.shown === null || choice.shown.has(id);
    return isShown && (x.middles[place] ?? null) !== null && (y.middles[place] ?? null) !== null ? [place] : [];
  });
  const hasBars = places.length <= MOST_ROWS;
  const frontier = frontierOf(places, data, x, y);
  const points = drawnOf(places, data, frontier, choice).map((place) =>
    pointOf(place, data, { x, y, choice, hasBars, isOnFrontier: frontier.has(place), language }),
  );
  const marks = areUsual(x, y) ? data.marks.map((mark) => markPoint(mark, language)) : [];
  return { x, y, points: [...points, ...marks], count: places.length, isPart: choice.shown !== null, hasBars };
}

/** Places on the frontier of two figures, each condition's own; none where a figure has no better direction. */
function frontierOf(
  places: readonly number[],
  { configurations }: ScatterData,
  x: ScatterFigure,
  y: ScatterFigure,
): ReadonlySet<number> {
  if (![x, y].every(hasDirection)) return new Set();
  const byCondition = groupBy(places, (place) => configurations[place]!.condition);
  const members = [...byCondition.values()].flatMap((own) => {
    const isMember = onFrontier(
      own.map((place) => ({
        usd: x.better === "lower" ? x.middles[place]! : -x.middles[place]!,
        accuracy: y.better === "higher" ? y.middles[place]! : -y.middles[place]!,
      })),
    );
    return own.filter((_, index) => isMember[index]);
  });
  return new Set(members);
}

/** Whether less or more of a figure is better. */
function hasDirection({ better }: Pick<ScatterFigure, "better">): boolean {
  return better === "lower" || better === "higher";
}

interface Drawing {
  readonly x: ScatterFigure;
  readonly y: ScatterFigure;
  readonly choice: ScatterChoice;
  readonly hasBars: boolean;
  readonly isOnFrontier: boolean;
  readonly language: Language;
}

function pointOf(place: number, data: ScatterData, drawing: Drawing): ParetoPoint {
  const { x, y, choice, hasBars, isOnFrontier, language } = drawing;
  const words = paretoWords(language);
  const { id, label, marked, color, shape, condition, role, isBaseline, refusal, difference, frontierProbability } =
    data.configurations[place]!;
  const [across, up] = [barOf(x, place, hasBars), barOf(y, place, hasBars)];
  // What was resampled is accuracy against cost.
  const probability = areUsual(x, y) ? frontierProbability : null;
  return {
    configuration: id,
    name: label,
    marked,
    color,
    shape,
    x: x.middles[place]!,
    xLow: across.low,
    xHigh: across.high,
    y: y.middles[place]!,
    yLow: up.low,
    yHigh: up.high,
    ...(condition === null ? {} : { condition }),
    role,
    isBaseline,
    isPinned: choice.pinned.has(id),
    isEligible: refusal === null,
    isOnFrontier,
    frontierProbability: probability ?? 1,
    xText: figureText(x, place),
    yText: figureText(y, place),
    differenceText: difference ?? "—",
    floorText: refusal === null ? words.eligible : words.refused(refusal),
    frontierText: probability === null ? "—" : words.inResamples(formatShare(probability)),
  };
}

/** What a bar of a figure shows; the value itself where there is none. */
function barOf({ middles, lows, highs, bars }: ScatterFigure, place: number, hasBars: boolean): Interval {
  const middle = middles[place]!;
  if (!hasBars) return { low: middle, high: middle };
  const shown = bars ?? { lows, highs };
  return { low: shown.lows[place] ?? middle, high: shown.highs[place] ?? middle };
}

/** "86.5 % (86.1 – 87.9 %)"; the value alone where its ends look alike, a dash where it was not measured. */
export function figureText({ unit, middles, lows, highs }: ScatterFigure, place: number): string {
  const middle = middles[place] ?? null;
  if (middle === null) return "—";
  const format = UNITS[unit].bare;
  const [low, high] = [format(lows[place] ?? middle), format(highs[place] ?? middle)];
  const text = format(middle);
  return low === text && high === text ? text : `${text} (${rangeOf(low, high)})`;
}

/** A mark whose accuracy and cost are near enough to the configurations' that the chart can show both. */
function markPoint(
  { name, accuracy, accuracyText, usd, usdLow, usdHigh, usdText, differenceText }: ScatterMark,
  language: Language,
): ParetoPoint {
  const { refused, noConfiguration } = paretoWords(language);
  return {
    name,
    marked: name,
    color: "",
    shape: "",
    x: usd,
    xLow: usdLow,
    xHigh: usdHigh,
    y: accuracy,
    yLow: accuracy,
    yHigh: accuracy,
    role: "mark",
    isBaseline: false,
    isPinned: false,
    isEligible: false,
    isOnFrontier: false,
    frontierProbability: 1,
    xText: usdText,
    yText: accuracyText,
    differenceText,
    floorText: refused(noConfiguration),
    frontierText: "—",
  };
}

/** The places that are drawn: texts are made for no others. */
function drawnOf(
  places: readonly number[],
  { configurations }: ScatterData,
  frontier: ReadonlySet<number>,
  { pinned }: ScatterChoice,
): readonly number[] {
  if (places.length <= MOST_POINTS) return places;
  const isKept = (place: number) => {
    const { id, role, isBaseline } = configurations[place]!;
    return role === "winner" || isBaseline || pinned.has(id) || frontier.has(place);
  };
  const kept = places.filter(isKept);
  const others = places
    .filter((place) => !isKept(place))
    .map((place) => ({ place, rank: scattered(configurations[place]!.id) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Math.max(0, MOST_POINTS - kept.length));
  const drawn = new Set([...kept, ...others.map(({ place }) => place)]);
  return places.filter((place) => drawn.has(place));
}

/** A number below 2^32 that is spread evenly over texts, and the same for the same text: FNV-1a with a final mix, for ids may be alike. */
function scattered(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
