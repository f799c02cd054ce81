import type { TopLevelSpec } from "vega-lite";
import { printable } from "../../harness/base/printable.ts";
import { html, type Markup } from "../html.ts";
import type { DrawnChart } from "./chart.ts";

/** Pixels of a chart over the whole width of a page, and of two side by side. */
const WIDTHS = { wide: 1100, half: 536 } as const;

/** Characters of a spec, data included, that is drawn: more would make a picture of hundreds of kilobytes. */
const LARGEST_SPEC = 400_000;

/** Draws a spec of Vega-Lite, whose width is a number, as an SVG element. */
export type DrawSvg = (spec: TopLevelSpec) => Promise<string>;

/**
 * A chart as an SVG element in the colors of the text around it, as a page shows it where no program runs.
 * @param name makes the ids within it unique on a page
 * @returns null for a chart of too much data
 */
export async function chartPicture(
  name: string,
  { spec, description }: Pick<DrawnChart, "spec" | "description">,
  width: keyof typeof WIDTHS,
  drawSvg: DrawSvg,
): Promise<Markup | null> {
  if (JSON.stringify(spec).length > LARGEST_SPEC) return null;
  const svg = shortened(printable(await drawSvg(withoutTexts(inWidth(spec, WIDTHS[width])))), name);
  return { markup: svg.replace(/^<svg /, () => html`<svg role="img" aria-label="${description}" `.markup) };
}

/** Of a picture in a file, as the page is in the light. */
const FILE_INK = "#1b1f26";
const FILE_BACKGROUND = "#ffffff";
const FILE_WIDTH = 900;
/** Characters of a title that fit into a line of it. */
const LINE_LENGTH = 95;

/** A chart as the content of an SVG file, with its title, in dark on white. */
export async function standaloneSvg(
  { spec, title }: Pick<DrawnChart, "spec" | "title">,
  drawSvg: DrawSvg,
): Promise<string> {
  const titled = {
    ...inWidth(spec, FILE_WIDTH),
    background: FILE_BACKGROUND,
    title: {
      text: linesOf(title, LINE_LENGTH),
      anchor: "start",
      frame: "bounds",
      fontSize: 15,
      offset: 14,
      color: FILE_INK,
    },
  } as TopLevelSpec;
  return withOwnIds(printable(await drawSvg(titled)), "").replaceAll("currentColor", FILE_INK);
}

/** Breaks at spaces, so that no line is longer than the most characters, unless a word is. */
function linesOf(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A spec that asks for no size of an element, of which there is none. */
function inWidth(spec: TopLevelSpec, width: number): TopLevelSpec {
  return rewritten({ ...spec, width } as TopLevelSpec, (key, value) =>
    EXPRESSIONS.has(key) && typeof value === "string" ? value.replaceAll("containerSize()[0]", String(width)) : value,
  );
}

/** Without what Vega would say of each mark to who points at it, or listens: a picture is described as a whole. */
function withoutTexts(spec: TopLevelSpec): TopLevelSpec {
  const silent = rewritten(spec, (key, value) => (key === "tooltip" ? undefined : value));
  return { ...silent, config: { ...silent.config, aria: false } };
}

/** Its properties one by one, as `JSON.stringify` passes them; the data, which is most of a spec, stays as it is. */
function rewritten({ data, ...rest }: TopLevelSpec, replacer: (key: string, value: unknown) => unknown): TopLevelSpec {
  return { ...(JSON.parse(JSON.stringify(rest, replacer)) as object), data } as TopLevelSpec;
}

/** Properties of specs that hold expressions. */
const EXPRESSIONS: ReadonlySet<string> = new Set(["expr", "labelExpr", "test"]);

/** Without the texts of each mark, which the picture has as a whole, and lines of no length, and with coordinates to a tenth of a pixel. */
function shortened(svg: string, name: string): string {
  const short = svg
    .replace(/<line\b[^>]* x2="0" y2="0"[^>]*>(?:<\/line>)?/g, "")
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, "")
    .replace(/ xmlns(?::xlink)?="[^"]*"/g, "")
    .replace(/ (?:d|transform|x[12]?|y[12]?|width|height|points)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))),
    );
  return withOwnIds(short, `${name}-`);
}

/** Vega counts ids on from one picture to the next: a picture has the same ones whatever was drawn before it. */
function withOwnIds(svg: string, prefix: string): string {
  const own = new Map<string, string>();
  return svg.replace(/(\sid="|url\(#)([A-Za-z_]+)(\d*)/g, (_, before: string, name: string, number: string) => {
    const id = own.get(name + number) ?? `${prefix}${name}${own.size || ""}`;
    own.set(name + number, id);
    return before + id;
  });
}
