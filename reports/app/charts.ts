import type { TopLevelSpec } from "vega-lite";
import { exploreWords } from "../words/explore.ts";
import { drawInto, sayInto } from "./draw-into.ts";
import { type ChartData, showData } from "./explore/chart-data.tsx";
import { plotScatter } from "./explore/scatter-plot.ts";
import { nextTask } from "./next-task.ts";
import { countRows, ofSelection } from "./of-selection.ts";
import type { PlacedChart } from "./placed-chart.ts";
import type { Shared } from "./shared.ts";
import { isSameIn } from "./view.ts";

/** A chart's spec, by the chart's name. */
export type ChartSpecs = Readonly<Record<string, TopLevelSpec>>;

/** What of a view charts show. */
const CHOICES = ["only", "find", "brush", "pinned", "x", "y"] as const;

/** Milliseconds without another change before charts follow. */
const PAUSE_MS = 120;

/**
 * Draws all charts and, whenever something else is chosen, those that then show something else: one after the other, so that the page
 * answers its reader in between, and those in view first. The document's element says in `data-charts` once they are drawn.
 */
export async function drawCharts(specs: ChartSpecs, shared: Shared): Promise<void> {
  const charts = [
    ...Object.entries(specs).flatMap(([name, spec]) => placed(name, (place) => chartOf(place, spec, shared))),
    ...placed("pareto", (place) => (shared.scatter === null ? null : plotScatter(place, shared.scatter, shared))),
  ];
  let round = 0;
  const drawAll = async () => {
    round += 1;
    const own = round;
    document.documentElement.dataset.charts = "drawing";
    for (const chart of inViewFirst(charts)) {
      await chart.draw();
      await nextTask();
      // What is chosen has changed meanwhile: the next round draws it.
      if (own !== round) return;
    }
    document.documentElement.dataset.charts = "drawn";
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let before = shared.store.get();
  shared.store.listen((view) => {
    const isSame = isSameIn(CHOICES, before, view);
    before = view;
    if (isSame) return;
    document.documentElement.dataset.charts = "drawing";
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, PAUSE_MS);
  });
  await drawAll();
}

function placed(name: string, chart: (place: HTMLElement) => PlacedChart | null): PlacedChart[] {
  const place = document.getElementById(`chart-${name}`);
  const made = place === null ? null : chart(place);
  return made === null ? [] : [made];
}

/** A chart whose rows follow what is chosen. */
function chartOf(place: HTMLElement, spec: TopLevelSpec, { selection, language }: Shared): PlacedChart {
  const words = exploreWords(language);
  const all = countRows(spec);
  const data: ChartData = showData(place, words);
  let drawn = "";
  return {
    place,
    async draw() {
      const shown = ofSelection(spec, selection());
      const wanted = JSON.stringify(shown);
      if (wanted === drawn) return;
      drawn = wanted;
      data.set(shown);
      if (all > 0 && countRows(shown) === 0) sayInto(place, words.nothingShown);
      else await drawInto(place, shown, { isOfPart: shown !== spec, notDrawn: words.notDrawn });
    },
  };
}

function inViewFirst(charts: readonly PlacedChart[]): PlacedChart[] {
  const isInView = ({ place }: PlacedChart) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  return [...charts].sort((a, b) => Number(isInView(b)) - Number(isInView(a)));
}
