import type { TopLevelSpec } from "vega-lite";
import type { FigureAxis } from "../../charts/pareto-axis.ts";
import { paretoPoints } from "../../charts/pareto-points.ts";
import { BRUSH, paretoAxes, paretoSpec } from "../../charts/pareto-spec.ts";
import { paretoTexts } from "../../charts/pareto-texts.ts";
import type { ScatterData } from "../../charts/scatter-data.ts";
import { exploreWords } from "../../words/explore.ts";
import { type DrawnView, drawInto, sayInto } from "../draw-into.ts";
import { keptTogether } from "../keep-together.ts";
import type { PlacedChart } from "../placed-chart.ts";
import { selectionOf } from "../selection.ts";
import type { Shared } from "../shared.ts";
import { keepRoom } from "../stand-in.ts";
import { toggled } from "../toggled.ts";
import { type Brush, isChosenIn, isSameIn, SHOWN_IN_CHARTS, type View } from "../view.ts";
import { showData } from "./chart-data.tsx";
import { reachPoints } from "./point-keys.ts";
import { cellTip } from "./tip.tsx";

interface Axes {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
}

/** Milliseconds without a move of the pointer before the page follows the rectangle. */
const PAUSE_MS = 150;

/** The scatter plot of two figures, in which a reader pins configurations and draws a rectangle around others. */
export function plotScatter(place: HTMLElement, scatter: ScatterData, shared: Shared): PlacedChart {
  const { store, language, all } = shared;
  const words = exploreWords(language);
  const figure = place.closest("figure")!;
  const data = showData(place, words, () => plotOf(store.get())?.spec ?? null);
  const tip = cellTip({ scatter, all, language });
  const pin = (id: string) => store.set({ pinned: toggled(store.get().pinned, id) });
  /** Null if no point is shown. */
  const plotOf = (view: View) => {
    const shown = selectionOf(all, { ...view, brush: null });
    const points = paretoPoints(scatter, { x: view.x, y: view.y, shown, pinned: new Set(view.pinned) }, language);
    if (points.count === 0) return null;
    const { title, subtitle, description } = paretoTexts(scatter, points, language);
    const axes = paretoAxes(points, language);
    const value = view.brush === null ? null : inAxes(view.brush, axes);
    const spec: TopLevelSpec = { ...paretoSpec(scatter, points, { value }, language), description };
    return { title, subtitle, axes, spec };
  };
  const { textContent: title } = figure.querySelector("figcaption h2")!;
  keepRoom(place, {}, title);
  let drawn: View | null = null;
  return {
    place,
    // The picture has nothing chosen.
    isStale: () =>
      drawn === null ? isChosenIn(SHOWN_IN_CHARTS, store.get()) : !isSameIn(SHOWN_IN_CHARTS, drawn, store.get()),
    async draw(isAnew) {
      const view = store.get();
      if (!isAnew && drawn !== null && isSameIn(SHOWN_IN_CHARTS, drawn, view)) return;
      drawn = view;
      const chosen = plotOf(view);
      if (chosen === null) {
        sayInto(place, words.nothingShown);
        return;
      }
      const { axes, spec } = chosen;
      sayIn(figure, chosen.title, chosen.subtitle);
      data.follow();
      const active = place.contains(document.activeElement) ? configurationAt(document.activeElement) : null;
      tip.hide();
      const plot = await drawInto(place, spec, { showTooltip: tip.show, notDrawn: words.notDrawn });
      if (plot === null) return;
      reachPoints(place, { pin, show: tip.showAt, hide: tip.hide, active, pinned: new Set(view.pinned) });
      plot.addEventListener("click", (_, item) => {
        const id = item?.datum?.configuration;
        if (typeof id === "string") pin(id);
      });
      followBrush(plot, axes, (brush) => {
        // The rectangle is in the plot already.
        drawn = { ...store.get(), brush };
        store.set({ brush });
      });
    },
  };
}

function sayIn(figure: Element, title: string, subtitle: string): void {
  figure.querySelector("figcaption h2")!.textContent = keptTogether(title);
  figure.querySelector("figcaption p")!.textContent = keptTogether(subtitle);
}

function inAxes({ x, y }: Brush, axes: Axes): Brush {
  return { x: [x[0] / axes.x.size, x[1] / axes.x.size], y: [y[0] / axes.y.size, y[1] / axes.y.size] };
}

function configurationAt(element: Element | null): string | null {
  return element?.getAttribute("data-point") ?? null;
}

function followBrush(plot: DrawnView, axes: Axes, tell: (brush: Brush | null) => void): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  plot.addSignalListener(BRUSH, (_, value) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(brushIn(value, axes)), PAUSE_MS);
  });
}

/** The ends of a rectangle, in its figures' units, to the digits that a pixel tells; null for none. */
function brushIn(value: unknown, axes: Axes): Brush | null {
  const { x, y } = value as Partial<Record<"x" | "y", readonly [number, number]>>;
  if (x === undefined || y === undefined) return null;
  const ends = ([from, to]: readonly [number, number], { size }: FigureAxis) =>
    [Number((from * size).toPrecision(5)), Number((to * size).toPrecision(5))] as const;
  return { x: ends(x, axes.x), y: ends(y, axes.y) };
}
