import type { TopLevelSpec } from "vega-lite";
import { apartOn, type Extent } from "./line-ends.ts";
import { FRAME, PALETTE } from "./theme.ts";

/** A contender's line in the charts of a price war. */
export interface WarLine {
  /** "A", or "A +4" where others lie on it. */
  readonly letters: string;
  readonly names: string;
  readonly color: string;
  readonly isOutside: boolean;
  readonly months: readonly {
    readonly month: number;
    readonly marginUsd: number;
    readonly floorUsdPerMillionTexts: number;
  }[];
  readonly firstLoss: number | null;
}

/** The words of a chart's axes and marks. */
export interface WarChartWords {
  readonly month: string;
  readonly usdAMonth: string;
  readonly usdPerMillion: string;
  readonly price: string;
  readonly rivalPrice: string;
}

/** A spec without data, and the data by name, so that a market that changes needs no new chart. */
export interface LiveChart {
  readonly spec: TopLevelSpec;
  readonly data: Readonly<Record<string, readonly object[]>>;
}

const HEIGHT = 230;
/** Pixels above and below what is shown, for the marks at its ends. */
const PADDING = 10;
/** Pixels from the end of a line to its letters, and that these take: "A +4". */
const LEADER = 14;
const LETTERS = 34;
const LETTERS_HEIGHT = 14;

/** Months with a tick: the first and every half year, or each of a few. */
function monthAxis(title: string, lines: readonly WarLine[]) {
  const months = lines[0]!.months.map(({ month }) => month);
  const values = months.filter((month) => months.length <= 12 || month === 1 || month % 6 === 0);
  return {
    field: "month",
    type: "quantitative",
    title,
    // Behind the lines, their letters have room.
    scale: { nice: false, domainMin: 1, domainMax: { expr: lastMonth(months.at(-1)!) } },
    axis: { grid: false, format: "d", values, labelOverlap: true },
  } as const;
}

/** Vega expression for the end of an axis of which the last pixels are left free. */
function lastMonth(last: number): string {
  const room = LEADER + LETTERS;
  return `${last} + ${last - 1} * ${room} / (width - ${room})`;
}

/** Dollars as "$1.5k"; a billion is "B". */
const USD_AXIS = {
  format: "$,~s",
  labelExpr: "datum.value === 0 ? '$0' : replace(datum.label, 'G', 'B')",
  tickCount: 5,
} as const;

/** One color per line: the rows have it. */
const OWN_COLOR = { color: { field: "color", type: "nominal", scale: null, legend: null } } as const;

const DASH_OUTSIDE = {
  strokeDash: { condition: { test: "datum.isOutside", value: [5, 4] }, value: [1, 0] },
} as const;

function spec(description: string, layer: readonly object[]): TopLevelSpec {
  return { ...FRAME, height: HEIGHT, description, layer } as unknown as TopLevelSpec;
}

/** Letters beside the ends of lines, each joined to its own. */
function endLetters(y: object): object[] {
  const data = { name: "ends" };
  const x = { field: "month", type: "quantitative" };
  return [
    {
      data,
      mark: { type: "rule", strokeWidth: 1, opacity: 0.6, x2Offset: LEADER - 3 },
      encoding: { x, x2: { field: "month" }, y, y2: { field: "label" }, ...OWN_COLOR },
    },
    {
      data,
      mark: { type: "text", align: "left", baseline: "middle", dx: LEADER, fontWeight: 600, fontSize: 11, clip: false },
      encoding: { x, y: { ...y, field: "label" }, text: { field: "letters" }, ...OWN_COLOR },
    },
  ];
}

/** Where each line ends, and its letters stand. @param shown all that is on the axis */
function endsOf(
  lines: readonly WarLine[],
  read: (month: WarLine["months"][number]) => number,
  type: Extent["type"],
  shown: readonly number[],
): object[] {
  const height = HEIGHT - 2 * PADDING;
  const ends = lines.map(({ months }) => ({ month: months.at(-1)!.month, usd: read(months.at(-1)!) }));
  const labels = apartOn(
    ends.map(({ usd }) => usd),
    lines.map(() => Math.min(LETTERS_HEIGHT, height / lines.length)),
    { type, domain: [Math.min(...shown), Math.max(...shown)], height },
  );
  return lines.map((line, index) => ({ ...markOf(line), ...ends[index]!, label: labels[index]! }));
}

/** Margins over the months, the first of each that loses money marked. @param lines at least one */
export function marginChart(lines: readonly WarLine[], words: WarChartWords): LiveChart {
  const x = monthAxis(words.month, lines);
  const scale = { nice: false, padding: PADDING } as const;
  const y = { field: "usd", type: "quantitative", title: words.usdAMonth, scale, axis: USD_AXIS } as const;
  const rows = lines.flatMap((line) =>
    line.months.map(({ month, marginUsd }) => ({
      ...markOf(line),
      month,
      usd: marginUsd,
      loss: month === line.firstLoss ? String(month) : "",
    })),
  );
  return {
    spec: spec(`Line chart of ${words.usdAMonth} against ${words.month}.`, [
      { mark: { type: "rule", opacity: 0.55 }, encoding: { y: { datum: 0 } } },
      {
        data: { name: "rows" },
        mark: { type: "line", strokeWidth: 2, clip: true },
        encoding: { x, y, ...OWN_COLOR, ...DASH_OUTSIDE, detail: { field: "letters" } },
      },
      {
        data: { name: "rows" },
        mark: { type: "point", shape: "triangle-down", filled: true, size: 110 },
        encoding: {
          x,
          y,
          ...OWN_COLOR,
          opacity: { condition: { test: "datum.loss !== ''", value: 1 }, value: 0 },
          tooltip: [
            { field: "names", title: "" },
            { field: "month", title: words.month },
            { field: "usd", title: words.usdAMonth, format: "$,.2f" },
          ],
        },
      },
      {
        data: { name: "rows" },
        mark: { type: "text", dy: -13, fontSize: 11 },
        encoding: { x, y, text: { field: "loss" } },
      },
      ...endLetters(y),
    ]),
    data: {
      rows,
      ends: endsOf(lines, ({ marginUsd }) => marginUsd, "linear", [0, ...rows.map(({ usd }) => usd)]),
    },
  };
}

/** A price over the months. */
export interface PriceLine {
  readonly kind: "price" | "rival";
  readonly months: readonly { readonly month: number; readonly usd: number }[];
}

export interface HostedLine {
  readonly service: string;
  readonly usdPerMillionTexts: number;
}

/** List prices: without any, their empty rows would have no place on the scale. */
function hostedLines(y: object): object {
  return {
    data: { name: "hosted" },
    mark: { type: "rule", strokeDash: [1, 4], strokeWidth: 1.5, opacity: 0.8, color: PALETTE[7]! },
    encoding: { y },
  };
}

/** Their names, over all lines, and above the end of prices that fall. */
function hostedNames(y: object): object {
  const end = `width - ${LEADER + LETTERS}`;
  return {
    data: { name: "hosted" },
    mark: { type: "text", align: "right", x: { expr: end }, dy: -7, fontSize: 11, limit: { expr: end } },
    encoding: { y, text: { field: "service" } },
  };
}

/** List prices further from all others than by this factor would squeeze them together. */
const FAR = 20;

/** Dollars of the price, and of the floors under it, on a logarithmic scale. @param lines at least one */
export function priceChart(
  lines: readonly WarLine[],
  prices: readonly PriceLine[],
  allHosted: readonly HostedLine[],
  words: WarChartWords,
): LiveChart {
  const shown = [
    ...prices.flatMap(({ months }) => months.map(({ usd }) => usd)),
    ...lines.flatMap(({ months }) => months.map((month) => month.floorUsdPerMillionTexts)),
  ];
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const hosted = allHosted.filter(({ usdPerMillionTexts: usd }) => usd > least / FAR && usd < most * FAR);
  const x = monthAxis(words.month, lines);
  const y = {
    field: "usd",
    type: "quantitative",
    title: words.usdPerMillion,
    scale: { type: "log", nice: false, padding: PADDING },
    axis: { ...USD_AXIS, format: "$,~r", labelExpr: "datum.label", labelOverlap: true },
  } as const;
  const named = { price: words.price, rival: words.rivalPrice };
  return {
    spec: spec(`Line chart of ${words.usdPerMillion} against ${words.month}.`, [
      ...(hosted.length === 0 ? [] : [hostedLines(y)]),
      {
        data: { name: "floors" },
        mark: { type: "line", strokeWidth: 1.5, interpolate: "step-after", clip: true },
        encoding: { x, y, ...OWN_COLOR, ...DASH_OUTSIDE, detail: { field: "letters" } },
      },
      {
        data: { name: "prices" },
        mark: { type: "line", interpolate: "step-after", clip: true, color: "currentColor" },
        encoding: {
          x,
          y,
          detail: { field: "kind" },
          strokeWidth: { condition: { test: "datum.kind === 'price'", value: 3 }, value: 1.5 },
          strokeDash: { condition: { test: "datum.kind === 'price'", value: [1, 0] }, value: [6, 4] },
        },
      },
      ...["floors", "prices"].map((name) => ({
        data: { name },
        mark: { type: "point", filled: true, size: 60, opacity: 0 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: "names", title: "" },
            { field: "month", title: words.month },
            { field: "usd", title: words.usdPerMillion, format: "$,.4~g" },
          ],
        },
      })),
      ...(hosted.length === 0 ? [] : [hostedNames(y)]),
      ...endLetters(y),
    ]),
    data: {
      floors: lines.flatMap((line) =>
        line.months.map(({ month, floorUsdPerMillionTexts: usd }) => ({ ...markOf(line), month, usd })),
      ),
      prices: prices.flatMap(({ kind, months }) => months.map((one) => ({ ...one, kind, names: named[kind] }))),
      ...(hosted.length === 0
        ? {}
        : { hosted: hosted.map(({ service, usdPerMillionTexts }) => ({ service, usd: usdPerMillionTexts })) }),
      ends: endsOf(lines, (month) => month.floorUsdPerMillionTexts, "log", [
        ...shown,
        ...hosted.map(({ usdPerMillionTexts }) => usdPerMillionTexts),
      ]),
    },
  };
}

function markOf({ letters, names, color, isOutside }: WarLine) {
  return { letters, names, color, isOutside };
}
