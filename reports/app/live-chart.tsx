import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { roomOf } from "../charts/room.ts";
import type { LiveChart } from "../charts/war.ts";
import { exploreWords } from "../words/explore.ts";
import type { Language } from "../words/language.ts";
import { type DrawnView, drawInto } from "./draw-into.ts";
import type { NearbyCharts } from "./nearby-charts.ts";

interface LiveChartProps {
  readonly chart: LiveChart;
  readonly label: string;
  readonly charts: NearbyCharts;
  readonly language: Language;
}

/** A chart that gets new data in place of being drawn anew, once it has been near the view. */
export function LiveChartView({ chart, label, charts, language }: LiveChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<DrawnView | null>(null);
  const latest = useRef(chart);
  latest.current = chart;
  const key = JSON.stringify(chart.spec);
  useLayoutEffect(() => {
    const own = place.current!;
    own.style.minHeight = `${roomOf(chart.spec)}px`;
    let isWanted = true;
    const remove = charts.add({
      place: own,
      lacksPicture: true,
      isStale: () => false,
      async draw() {
        const drawn = latest.current;
        const whole = { ...drawn.spec, datasets: drawn.data } as unknown as typeof drawn.spec;
        const made = await drawInto(own, whole, { notDrawn: exploreWords(language).notDrawn });
        if (!isWanted) return;
        own.style.minHeight = "";
        view.current = made;
        // What was asked for while this was drawn.
        if (made !== null && latest.current !== drawn) show(made, latest.current);
      },
    });
    return () => {
      isWanted = false;
      remove();
      view.current = null;
    };
  }, [charts, language, key]);
  useEffect(() => {
    if (view.current !== null) show(view.current, chart);
  }, [chart]);
  return <div class="chart" ref={place} role="img" aria-label={label} />;
}

function show(view: DrawnView, { data }: LiveChart): void {
  for (const [name, rows] of Object.entries(data)) view.data(name, [...rows]);
  view.runAsync();
}
