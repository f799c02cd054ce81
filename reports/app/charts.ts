import type { TopLevelSpec } from "vega-lite";
import { exploreWords } from "../words/explore.ts";
import { drawInto, sayInto } from "./draw-into.ts";
import { showData } from "./explore/chart-data.tsx";
import { plotScatter } from "./explore/scatter-plot.ts";
import type { NearbyCharts } from "./nearby-charts.ts";
import { countRows, ofSelection } from "./of-selection.ts";
import type { PlacedChart } from "./placed-chart.ts";
import type { Selection } from "./selection.ts";
import type { Shared } from "./shared.ts";
import { keepRoom } from "./stand-in.ts";
import { isSameIn, SHOWN_IN_CHARTS } from "./view.ts";

/** A chart's spec, by the chart's name. */
export type ChartSpecs = Readonly<Record<string, TopLevelSpec>>;

/** Rows of a chart that is drawn while nobody looks at it: more would keep a click waiting. */
const MOST_WHEN_IDLE = 2000;

/** Has all charts drawn as they near the view and, whenever something else is chosen, those drawn anew that then show something else. */
export function placeCharts(specs: ChartSpecs, shared: Shared, charts: NearbyCharts): void {
  const all = [
    ...Object.entries(specs).flatMap(([name, spec]) => placed(name, (place) => chartOf(place, spec, shared))),
    ...placed("pareto", (place) => (shared.scatter === null ? null : plotScatter(place, shared.scatter, shared))),
  ];
  for (const chart of all) charts.add(chart);
  let before = shared.store.get();
  shared.store.listen((view) => {
    const isSame = isSameIn(SHOWN_IN_CHARTS, before, view);
    before = view;
    if (!isSame) charts.follow();
  });
  charts.start();
}

function placed(name: string, chart: (place: HTMLElement) => PlacedChart | null): PlacedChart[] {
  const place = document.getElementById(`chart-${name}`);
  const made = place === null ? null : chart(place);
  return made === null ? [] : [made];
}

/** A chart whose rows follow what is chosen. */
function chartOf(place: HTMLElement, spec: TopLevelSpec, { selection, language, translation }: Shared): PlacedChart {
  const words = exploreWords(language);
  const all = countRows(spec);
  const shownNow = () => ofSelection(spec, selection());
  const data = showData(place, words, shownNow);
  // Pictures are in English alone.
  const lacksPicture = keepRoom(place, spec, spec.description ?? "") && translation !== null && all <= MOST_WHEN_IDLE;
  /** Pictures show all. */
  let followed: Selection = null;
  let drawn = "";
  return {
    place,
    lacksPicture,
    isStale: () => all > 0 && selection() !== followed,
    async draw(isAnew) {
      followed = selection();
      const shown = shownNow();
      const wanted = JSON.stringify(shown);
      if (wanted === drawn && !isAnew) return;
      drawn = wanted;
      data.follow();
      if (all > 0 && countRows(shown) === 0) sayInto(place, words.nothingShown);
      else await drawInto(place, shown, { isOfPart: shown !== spec, notDrawn: words.notDrawn });
    },
  };
}
