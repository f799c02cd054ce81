import { shownWords } from "../words/charts/shown.ts";
import type { Language } from "../words/language.ts";
import { IS_ON_PHONE } from "./theme.ts";

/** Names of configurations take up a little less than half of a narrow screen. */
const LABEL_LIMIT = { expr: "clamp(0.45 * containerSize()[0], 110, 260)" } as const;

/** Characters of a name that stand in one line: on a phone, and beside a plot of half the page's width. */
const [NARROW_LINE, WIDE_LINE] = [24, 34] as const;
/** More would make a row too high. */
const MOST_LINES = 3;
/** Pixels between the lines of a name. */
const LINE_HEIGHT = 13;

/** Between the parts of a configuration's name. */
const SEPARATOR = " · ";

/** Pixels of all rows, which are higher where a text may take several lines. @param row pixels of a row otherwise */
export function rowsHeight(texts: readonly string[], row = 26): number {
  const lines = Math.max(1, ...texts.map((text) => brokenName(text, NARROW_LINE).length));
  return texts.length * (lines === 1 ? row : lines * LINE_HEIGHT + 6);
}

/** One row per name, in the given order. @param texts what stands beside the rows */
export function rowsAxis(names: readonly string[], texts: readonly string[] = names) {
  /** Lines of the names that are not shown as they are, by name. */
  const linesOf = (longest: number) =>
    names.flatMap((name, index) => {
      const lines = brokenName(texts[index]!, longest);
      return lines.length > 1 || texts[index] !== name ? [[name, lines] as const] : [];
    });
  const [narrow, wide] = [linesOf(NARROW_LINE), linesOf(WIDE_LINE)].map((lines) =>
    JSON.stringify(Object.fromEntries(lines)),
  );
  const known = `(${IS_ON_PHONE} ? ${narrow} : ${wide})`;
  return {
    field: "name",
    type: "nominal",
    sort: [...names],
    title: null,
    axis: {
      labelLimit: LABEL_LIMIT,
      labelExpr: `${known}[datum.label] || datum.label`,
      labelLineHeight: LINE_HEIGHT,
      // Vega centers the first line on the row.
      labelOffset: {
        condition: { test: "true", expr: `${-LINE_HEIGHT / 2} * (length(${known}[datum.value] || [0]) - 1)` },
        value: 0,
      },
      ticks: false,
      domain: false,
    },
  } as const;
}

/** How names stand beside rows. */
interface NamesBeside {
  /** In the order of the names. */
  readonly texts: readonly string[];
  /** What all names have in common and the texts leave out; empty for nothing. */
  readonly leftOut: string;
}

/** Names that would be cut on a phone, or take more than two lines there, are shown without the parts that all of them have, as long as they stay apart. */
export function namesBeside(names: readonly string[]): NamesBeside {
  const whole = { texts: names, leftOut: "" };
  const isLong = (lines: readonly string[]) => lines.length === MOST_LINES || lengthOf(lines) > NARROW_LINE;
  if (names.length < 2 || !names.some((name) => isLong(brokenName(name, NARROW_LINE)))) return whole;
  const parts = names.map((name) => name.split(SEPARATOR));
  const shared = new Set(parts[0]!.filter((part) => parts.every((own) => own.includes(part))));
  const texts = parts.map((own) => own.filter((part) => !shared.has(part)).join(SEPARATOR));
  return texts.includes("") || new Set(texts).size < texts.length
    ? whole
    : { texts, leftOut: [...shared].join(SEPARATOR) };
}

/** Rows whose names are shown without what all of them have in common, where they are long: their axis, and the pixels of all. @param row as for `rowsHeight` */
export function rowsBeside(names: readonly string[], row?: number) {
  const { texts } = namesBeside(names);
  return { axis: rowsAxis(names, texts), height: rowsHeight(texts, row) };
}

/** What the names beside a chart's rows are shown without, after its other sentences; empty for nothing. */
export function leftOutNote(rows: readonly { readonly name: string }[], language: Language): string {
  const { leftOut } = namesBeside(rows.map(({ name }) => name));
  return leftOut === "" ? "" : shownWords(language).leftOut(leftOut);
}

/**
 * Breaks a name at spaces into as few lines as hold it: after separators if there is a choice, and else evenly.
 * @param longest characters of a line; a word that is longer, and what does not fit in three lines, is not broken further
 */
export function brokenName(name: string, longest: number): readonly string[] {
  const ways = Array.from({ length: MOST_LINES }, (_, breaks) => waysToBreak(name, breaks));
  const fitting = ways.map((own) => own.filter((lines) => lengthOf(lines) <= longest)).find(({ length }) => length > 0);
  return (fitting ?? ways.flat()).reduce((best, lines) =>
    isBetter(lines, best, fitting !== undefined) ? lines : best,
  );
}

/** All ways to break a name so many times. A separator ends a line and never begins one. */
function waysToBreak(name: string, breaks: number): (readonly string[])[] {
  if (breaks === 0) return [[name]];
  return [...name.matchAll(/ (?![·→] )/g)].flatMap(({ index }) =>
    waysToBreak(name.slice(index + 1), breaks - 1).map((rest) => [name.slice(0, index), ...rest]),
  );
}

function lengthOf(lines: readonly string[]): number {
  return Math.max(...lines.map(({ length }) => length));
}

function isBetter(lines: readonly string[], other: readonly string[], doBothFit: boolean): boolean {
  const loose = (some: readonly string[]) => some.slice(0, -1).filter((line) => !/[·→,]$/.test(line)).length;
  const [length, otherLength] = [lengthOf(lines), lengthOf(other)];
  if (!doBothFit && length !== otherLength) return length < otherLength;
  return loose(lines) < loose(other) || (loose(lines) === loose(other) && length < otherLength);
}
