import { sum } from "simple-statistics";
import { textWidth } from "./place-labels.ts";
import { brokenName } from "./row-names.ts";
import { PALETTE } from "./theme.ts";

/** The end of a line that has its name beside it. */
export interface LineEnd {
  readonly configuration: string;
  readonly name: string;
  /** On the x axis. */
  readonly at: number;
  /** On the y axis. */
  readonly value: number;
}

/** What an axis shows. */
export interface Extent {
  readonly type: "log" | "linear";
  readonly domain: readonly [number, number];
}

interface Plot {
  /** Where the lines end that go as far as any, and begin, on the x axis. */
  readonly from: number;
  readonly to: number;
  readonly y: Extent;
  /** Pixels. */
  readonly height: number;
}

/** Pixels from the longest line's end to the names. */
const LEADER = 16;
const LINE_HEIGHT = 13;
/** Characters of a name that stands in one line. */
const LONGEST_LINE = 22;
/** Pixels that names take at most, where the plot is wide enough. */
const WIDEST = 190;

const heightOf = (lines: readonly string[]) => lines.length * LINE_HEIGHT + 4;

/** Pixels that a plot needs beside which so many names stand. */
export function endsHeight(names: readonly string[]): number {
  return sum(names.map((name) => heightOf(brokenName(name, LONGEST_LINE))));
}

/** Names beside the ends of lines, moved apart as far as they would cover each other, each joined to its line. */
export function lineEnds(ends: readonly LineEnd[], { from, to, y, height }: Plot) {
  const texts = ends.map(({ name }) => brokenName(name, LONGEST_LINE));
  const heights = texts.map(heightOf);
  const places = apartOn(
    ends.map(({ value }) => value),
    heights,
    { ...y, height },
  );
  const values = ends.map((end, index) => ({
    ...end,
    to,
    text: texts[index]!,
    label: places[index]!,
  }));
  const longest = Math.max(...texts.flat().map(textWidth));
  const room = `(clamp(0.45 * width, 90, ${Math.min(WIDEST, Math.ceil(longest))}) + ${LEADER + 4})`;
  const color = { field: "name", type: "nominal", legend: null, sort: ends.map(({ name }) => name) } as const;
  return {
    /** The end of the x axis, which leaves room for the names. */
    domainMax: { expr: `${to} + ${to - from} * ${room} / (width - ${room})` },
    layers: [
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 1, opacity: 0.5, x2Offset: LEADER - 4, color: PALETTE[0]! },
        encoding: {
          x: { field: "at", type: "quantitative" },
          x2: { field: "to" },
          y: { field: "value", type: "quantitative" },
          y2: { field: "label" },
          ...(ends.length > 1 ? { color } : {}),
        },
      },
      ...[1, 2, 3].flatMap((lines) => {
        const own = values.filter(({ text }) => text.length === lines);
        const text = {
          data: { values: own },
          mark: {
            type: "text",
            align: "left",
            baseline: "middle",
            dx: LEADER,
            // A text of several lines hangs from the middle of its first one.
            dy: (-(lines - 1) * LINE_HEIGHT) / 2,
            lineHeight: LINE_HEIGHT,
            limit: { expr: `${room} - ${LEADER}` },
          },
          encoding: {
            x: { field: "to", type: "quantitative" },
            y: { field: "label", type: "quantitative" },
            text: { field: "text" },
          },
        } as const;
        return own.length === 0 ? [] : [text];
      }),
    ],
  } as const;
}

/**
 * Values of a vertical axis at which texts beside others stand apart.
 * @param values where the texts would stand alone
 * @param heights pixels that each takes
 * @param axis height in pixels
 * @returns values within the axis, if the texts have room there
 */
export function apartOn(
  values: readonly number[],
  heights: readonly number[],
  { height, ...axis }: Extent & { readonly height: number },
): number[] {
  const wanted = values.map((value) => (1 - shareOf(value, axis)) * height);
  return apart(wanted, heights, height).map((place) => valueAt(1 - place / height, axis));
}

/** How far up the axis a value is, from 0 to 1. */
function shareOf(value: number, { type, domain: [low, high] }: Extent): number {
  if (low === high) return 0.5;
  return type === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function valueAt(share: number, { type, domain: [low, high] }: Extent): number {
  return type === "log" ? low * (high / low) ** share : low + share * (high - low);
}

/**
 * Moves places along a line apart, each as little as its neighbours allow: those that touch become a block around the middle of what its members want.
 * @param wanted pixels of their middles
 * @param heights pixels that each takes
 * @returns pixels of their middles, in the order of `wanted`, all within 0 and `most` if they have room there
 */
export function apart(wanted: readonly number[], heights: readonly number[], most: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const blocks: Block[] = [];
  for (const index of order) {
    const height = heights[index]!;
    blocks.push({ members: [index], height, wanted: wanted[index]! - height / 2 });
    while (blocks.length > 1 && startOf(blocks.at(-2)!, most) + blocks.at(-2)!.height > startOf(blocks.at(-1)!, most)) {
      const [before, last] = blocks.splice(-2) as [Block, Block];
      const members = [...before.members, ...last.members];
      // Where the whole would start if its members' wishes are met on average.
      const share = before.members.length / members.length;
      const start = share * before.wanted + (1 - share) * (last.wanted - before.height);
      blocks.push({ members, height: before.height + last.height, wanted: start });
    }
  }
  const places: number[] = [];
  for (const block of blocks) {
    let top = startOf(block, most);
    for (const index of block.members) {
      places[index] = top + heights[index]! / 2;
      top += heights[index]!;
    }
  }
  return places;
}

/** Neighbours that touch. */
interface Block {
  readonly members: readonly number[];
  readonly height: number;
  /** Where it would start if it had all the room. */
  readonly wanted: number;
}

function startOf({ wanted, height }: Block, most: number): number {
  return Math.max(0, Math.min(wanted, most - height));
}
