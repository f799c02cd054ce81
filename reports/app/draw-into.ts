import type { TopLevelSpec } from "vega-lite";
import { BRUSH } from "../charts/pareto-spec.ts";
import { drawingLibraries } from "./libraries.ts";
import { spoken } from "./spoken.ts";

/** What a drawn chart can be asked for, of Vega's view. */
export interface DrawnView {
  /** Replaces the rows of a dataset. */
  readonly data: (name: string, rows: object[]) => unknown;
  readonly runAsync: () => Promise<unknown>;
  addEventListener(type: string, listener: (event: Event, item: ChartItem | null | undefined) => void): void;
  addSignalListener(name: string, listener: (name: string, value: unknown) => void): void;
}

/** A mark under the pointer. */
export interface ChartItem {
  readonly datum?: { readonly configuration?: unknown };
}

/** Called as the pointer moves over marks that have something to say, and with null where it leaves them. */
export type ShowTooltip = (handler: unknown, event: MouseEvent, item: ChartItem | null, value: unknown) => void;

interface Embedded {
  readonly view: DrawnView;
  readonly finalize: () => void;
}

declare global {
  /** Set by the build of vega-embed that the page holds. */
  var vegaEmbed: (place: Element, spec: TopLevelSpec, options: object) => Promise<Embedded>;
}

const EMBED_OPTIONS = {
  mode: "vega-lite",
  renderer: "svg",
  // The page's content security policy forbids eval: expressions are interpreted.
  ast: true,
  actions: false,
  // Two legends are side by side on wide screens and stacked on narrow ones (a Vega option that Vega-Lite's types lack).
  config: {
    legend: {
      layout: {
        top: {
          anchor: "start",
          margin: 28,
          direction: { signal: "width < 560 ? 'vertical' : 'horizontal'" },
        },
      },
    },
  },
  tooltip: { disableDefaultStyle: true },
  patch: hideBrush,
} as const;

interface Marks {
  readonly name?: string;
  readonly marks?: readonly Marks[];
}

/**
 * The rectangle that a reader draws is said by the page: its marks, which Vega-Lite makes, are no images without a name. They leave the pointer to the
 * points that they lie over.
 */
function hideBrush<T extends Marks>(spec: T): T {
  const marks = spec.marks?.map(hideBrush);
  const hidden = spec.name?.startsWith(`${BRUSH}_brush`) === true ? { aria: false, interactive: false } : {};
  return { ...spec, ...hidden, ...(marks === undefined ? {} : { marks }) };
}

/** What was drawn into a place, to be ended before something else is. */
const drawnIn = new WeakMap<Element, () => void>();

/** What a chart is drawn with beside its spec. */
export interface Drawing {
  /** In place of the usual table. */
  readonly showTooltip?: ShowTooltip;
  /** A part of the rows may leave a layer without any, of which Vega would warn. */
  readonly isOfPart?: boolean;
  readonly notDrawn: (reason: string) => string;
}

/** Vega's level of errors alone. */
const ERRORS = 1;

/**
 * Draws a spec into its place: beside what is there, which it replaces once it is whole, so that nothing flickers.
 * @returns null if it could not be drawn, which the place then says
 */
export async function drawInto(
  place: HTMLElement,
  spec: TopLevelSpec,
  { showTooltip, isOfPart = false, notDrawn }: Drawing,
): Promise<DrawnView | null> {
  const drawing = document.createElement("div");
  drawing.className = "drawing";
  place.append(drawing);
  try {
    const options = {
      ...EMBED_OPTIONS,
      ...(showTooltip === undefined ? {} : { tooltip: showTooltip }),
      ...(isOfPart ? { logLevel: ERRORS } : {}),
    };
    await drawingLibraries();
    const { view, finalize } = await globalThis.vegaEmbed(drawing, spoken(spec), options);
    replace(place, drawing);
    drawnIn.set(place, finalize);
    return view;
  } catch (error) {
    sayInto(place, notDrawn(error instanceof Error ? error.message : String(error)));
    console.error(error);
    return null;
  }
}

/** A sentence in place of a chart. */
export function sayInto(place: HTMLElement, text: string): void {
  const line = document.createElement("p");
  line.className = "instead";
  line.textContent = text;
  replace(place, line);
}

function replace(place: HTMLElement, content: HTMLElement): void {
  drawnIn.get(place)?.();
  drawnIn.delete(place);
  content.classList.remove("drawing");
  place.replaceChildren(content);
}
