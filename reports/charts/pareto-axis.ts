import type { QuantityUnit } from "../../harness/judge/figures/units.ts";
import { paretoWords } from "../words/charts/pareto.ts";
import type { Language } from "../words/language.ts";
import type { ScatterFigure } from "./scatter-data.ts";
import { type PositiveScale, positiveScale } from "./theme.ts";

/** How a figure is shown along an axis. */
export interface FigureAxis {
  readonly title: string;
  /** One of the axis' units in the figure's own unit: values are divided by it. */
  readonly size: number;
  readonly format: string;
  readonly type: PositiveScale["type"];
}

/** Units of which the largest that is no larger than the values is used. */
const LADDERS: Partial<Record<QuantityUnit, readonly (readonly [unit: string, size: number])[]>> = {
  ms: [
    ["ms", 1],
    ["s", 1e3],
  ],
  bytes: [
    ["B", 1],
    ["kB", 1e3],
    ["MB", 1e6],
    ["GB", 1e9],
  ],
  kWh: [
    ["mWh", 1e-6],
    ["Wh", 1e-3],
    ["kWh", 1],
  ],
  gCO2e: [
    ["mg", 1e-3],
    ["g", 1],
    ["kg", 1e3],
  ],
};

/**
 * @param middles of what is drawn, at least one
 * @param ends of their bars: a scale is logarithmic only if they have a place on it
 */
export function figureAxis(
  { title, unit }: Pick<ScatterFigure, "title" | "unit">,
  middles: readonly number[],
  ends: readonly number[],
  language: Language = "en",
): FigureAxis {
  const { ofDollars, inUnit } = paretoWords(language);
  const largest = Math.max(...middles.map(Math.abs));
  const ladder = LADDERS[unit];
  const step = ladder?.findLast(([, size]) => size <= largest) ?? ladder?.[0];
  const [name, size] = step ?? (unit === "share" ? (["%", 0.01] as const) : (["", 1] as const));
  const isOfDollars = unit === "usd" || unit === "usd/M";
  return {
    title: name === "" ? ofDollars(title) : inUnit(title, name),
    size,
    format: isOfDollars ? "$.2~r" : ",~r",
    // Of shares, equal differences are equally far apart.
    type: unit === "share" ? "linear" : positiveScale([...middles, ...ends], false).type,
  };
}
