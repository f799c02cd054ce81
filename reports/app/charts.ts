import type { TopLevelSpec } from "vega-lite";
import { ofSelection } from "./of-selection.ts";
import type { Selection } from "./selection.ts";

/** What is drawn, as far as the page changes it. */
export interface DrawnView {
  /** Replaces the rows of a dataset. */
  readonly data: (name: string, rows: object[]) => unknown;
  readonly runAsync: () => Promise<unknown>;
}

declare global {
  /** Set by the build of vega-embed that the page begins with. */
  var vegaEmbed: (
    place: Element,
    spec: TopLevelSpec,
    options: object,
  ) => Promise<{ readonly finalize: () => void; readonly view: DrawnView }>;
}

export const EMBED_OPTIONS = {
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
} as const;

/** Draws a spec into its place, in place of what is there. */
async function drawInto(place: Element, spec: TopLevelSpec): Promise<void> {
  try {
    await globalThis.vegaEmbed(place, spec, EMBED_OPTIONS);
  } catch (error) {
    place.textContent = `This chart could not be drawn: ${error instanceof Error ? error.message : error}`;
    console.error(error);
  }
}

/** A chart's spec, by the chart's name. */
export type ChartSpecs = Readonly<Record<string, TopLevelSpec>>;

/**
 * Draws all charts, one after the other, so that the page answers its reader in between: those in view first. The document's element then says
 * so in `data-charts`.
 */
export async function drawCharts(specs: ChartSpecs, selection: Selection): Promise<void> {
  const places = Object.entries(specs).flatMap(([name, spec]) => {
    const place = document.getElementById(`chart-${name}`);
    return place === null ? [] : [{ place, spec }];
  });
  for (const { place, spec } of inViewFirst(places)) {
    await drawInto(place, ofSelection(spec, selection));
    await nextTask();
  }
  document.documentElement.dataset.charts = "drawn";
}

function inViewFirst<T extends { readonly place: Element }>(places: readonly T[]): T[] {
  const isInView = ({ place }: T) => place.getBoundingClientRect().top < innerHeight;
  return [...places].sort((a, b) => Number(isInView(b)) - Number(isInView(a)));
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
