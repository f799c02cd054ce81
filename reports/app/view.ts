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

/** Without the "#"; empty if nothing is chosen. */
export function hashOf(view: View): string {
  const parts: (readonly [string, string])[] = [
    ["language", view.language ?? ""],
    ...namedLists("only", view.only),
    ["find", view.find],
    ["pin", listText(view.pinned)],
    ["x", view.x],
    ["y", view.y],
    ["brush", view.brush === null ? "" : listText([...view.brush.x, ...view.brush.y].map(String))],
    ...Object.entries(view.sort).map(
      ([table, { by, isAscending }]) => [`sort.${table}`, listText([by, isAscending ? "up" : "down"])] as const,
    ),
    ...Object.entries(view.rows).map(([table, text]) => [`rows.${table}`, text] as const),
    ...namedLists("kinds", view.kinds),
    ...namedLists("columns", view.columns),
    ...Object.entries(view.war).map(([input, text]) => [`war.${input}`, text] as const),
    ...Object.entries(view.compare).map(([side, folder]) => [`compare.${side}`, folder] as const),
  ];
  return parts
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`)
    .join("&");
}

/** What a hash says; what it says in no form that is known is not chosen. @param hash with or without "#" */
export function viewOf(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const named = (prefix: string) =>
    [...given].flatMap(([name, text]) =>
      name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length + 1), text] as const] : [],
    );
  const sort = named("sort").flatMap(([table, text]) => {
    const [by, direction] = listOf(text);
    return by === undefined ? [] : [[table, { by, isAscending: direction !== "down" }] as const];
  });
  return {
    language: LANGUAGES.find((language) => language === given.get("language")) ?? null,
    only: Object.fromEntries(named("only").map(([axis, text]) => [axis, listOf(text)])),
    find: given.get("find") ?? "",
    pinned: listOf(given.get("pin") ?? ""),
    x: given.get("x") ?? "",
    y: given.get("y") ?? "",
    brush: brushOf(given.get("brush") ?? ""),
    sort: Object.fromEntries(sort),
    rows: Object.fromEntries(named("rows")),
    kinds: Object.fromEntries(named("kinds").map(([table, text]) => [table, listOf(text)])),
    columns: Object.fromEntries(named("columns").map(([table, text]) => [table, listOf(text)])),
    war: Object.fromEntries(named("war")),
    compare: Object.fromEntries(named("compare")),
  };
}

function namedLists(prefix: string, lists: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(lists).map(([name, values]) => [`${prefix}.${name}`, listText(values)] as const);
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
