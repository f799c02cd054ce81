import { LANGUAGES, type Language } from "../words/language.ts";

/**
 * What a reader has chosen on the page. It stands in the address' hash, so that a view can be shared: `#only.quantization=int8~float32&find=wasm`. What
 * is not chosen is not in it.
 */
export interface View {
  /** Null for the first language that the reader's browser asks for. */
  readonly language: Language | null;
  /** By axis, the values of the configurations that are shown; an axis without any shows all. */
  readonly only: Readonly<Record<string, readonly string[]>>;
  /** Text that the names of shown configurations contain. */
  readonly find: string;
  /** Ids of configurations that are marked wherever they are shown. */
  readonly pinned: readonly string[];
  /** Figures of the scatter plot; empty for accuracy against cost. */
  readonly x: string;
  readonly y: string;
  /** Ends of the rectangle of the scatter plot, in its figures' units; null without one. */
  readonly brush: Brush | null;
  /** By table, what it is sorted by. */
  readonly sort: Readonly<Record<string, Sorting>>;
  /** By table, text that shown rows contain. */
  readonly rows: Readonly<Record<string, string>>;
  /** By table, the values of its column of choice whose rows are shown; a table without any shows all. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
  /** By table, headings of columns that are shown or hidden other than usual. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** What the market is asked to be, by the names of its inputs, as written. */
  readonly war: Readonly<Record<string, string>>;
  /** Folders of the two runs that are compared, by "a" and "b". */
  readonly compare: Readonly<Record<string, string>>;
}

export interface Brush {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface Sorting {
  /** Heading of the column. */
  readonly by: string;
  readonly isAscending: boolean;
}

export const NOTHING_CHOSEN: View = {
  language: null,
  only: {},
  find: "",
  pinned: [],
  x: "",
  y: "",
  brush: null,
  sort: {},
  rows: {},
  kinds: {},
  columns: {},
  war: {},
  compare: {},
};

/** Between values; encoded where it is a part of one. */
const SEPARATOR = "~";

/** What of a view charts show: which configurations, and in the scatter plot its axes and what is pinned. */
export const SHOWN_IN_CHARTS = ["only", "find", "brush", "pinned", "x", "y"] as const;

/** Whether two views have the same of what is named. */
export function isSameIn(names: readonly (keyof View)[], a: View, b: View): boolean {
  return names.every((name) => a[name] === b[name]);
}

/** Whether anything of what is named is chosen. */
export function isChosenIn(names: readonly (keyof View)[], view: View): boolean {
  const chosen = Object.fromEntries(names.map((name) => [name, view[name]]));
  return hashOf({ ...NOTHING_CHOSEN, ...chosen }) !== "";
}

/** Without the "#"; empty if nothing is chosen. */
export function hashOf(view: View): string {
  const parts: (readonly [string, string])[] = [
    ["language", view.language ?? ""],
    ...partsOf("only", view.only, listText),
    ["find", view.find],
    ["pin", listText(view.pinned)],
    ["x", view.x],
    ["y", view.y],
    ["brush", view.brush === null ? "" : listText([...view.brush.x, ...view.brush.y].map(String))],
    ...partsOf("sort", view.sort, sortingText),
    ...partsOf("rows", view.rows, String),
    ...partsOf("kinds", view.kinds, listText),
    ...partsOf("columns", view.columns, listText),
    ...partsOf("war", view.war, String),
    ...partsOf("compare", view.compare, String),
  ];
  return parts
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`)
    .join("&");
}

function partsOf<T>(prefix: string, values: Readonly<Record<string, T>>, textOf: (value: T) => string) {
  return Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, textOf(value)] as const);
}

/** What a hash says; what it says in no form that is known is not chosen. @param hash with or without "#" */
export function viewOf(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const textOf = (name: string) => given.get(name) ?? "";
  const valuesOf = <T>(prefix: string, read: (text: string) => T | null): Record<string, T> => {
    const values = [...given].flatMap(([name, text]) => {
      const value = name.startsWith(`${prefix}.`) ? read(text) : null;
      return value === null ? [] : [[name.slice(prefix.length + 1), value] as const];
    });
    return Object.fromEntries(values);
  };
  return {
    language: LANGUAGES.find((language) => language === given.get("language")) ?? null,
    only: valuesOf("only", listOf),
    find: textOf("find"),
    pinned: listOf(textOf("pin")),
    x: textOf("x"),
    y: textOf("y"),
    brush: brushOf(textOf("brush")),
    sort: valuesOf("sort", sortingOf),
    rows: valuesOf("rows", String),
    kinds: valuesOf("kinds", listOf),
    columns: valuesOf("columns", listOf),
    war: valuesOf("war", String),
    compare: valuesOf("compare", String),
  };
}

function listText(values: readonly string[]): string {
  return values.map((value) => value.replaceAll("%", "%25").replaceAll(SEPARATOR, "%7E")).join(SEPARATOR);
}

function listOf(text: string): string[] {
  return text === ""
    ? []
    : text.split(SEPARATOR).map((value) => value.replaceAll("%7E", SEPARATOR).replaceAll("%25", "%"));
}

function brushOf(text: string): Brush | null {
  const ends = listOf(text).map(Number);
  if (ends.length !== 4 || !ends.every(Number.isFinite)) return null;
  const [left, right, bottom, top] = ends as [number, number, number, number];
  return { x: [left, right], y: [bottom, top] };
}

function sortingText({ by, isAscending }: Sorting): string {
  return listText([by, isAscending ? "up" : "down"]);
}

function sortingOf(text: string): Sorting | null {
  const [by, direction] = listOf(text);
  return by === undefined ? null : { by, isAscending: direction !== "down" };
}
