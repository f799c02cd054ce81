import { useEffect, useRef } from "preact/hooks";
import type { LiveChart } from "../charts/war.ts";
import { exploreWords } from "../words/explore.ts";
import type { Language } from "../words/language.ts";
import { type DrawnView, drawInto } from "./draw-into.ts";

interface Drawing {
  /** What is drawn, but for the data. */
  key: string;
  view: DrawnView | null;
}

interface LiveChartProps {
  readonly chart: LiveChart;
  readonly label: string;
  readonly language: Language;
}

/** A chart that gets new data in place of being drawn anew. */
export function LiveChartView({ chart, label, language }: LiveChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>({ key: "", view: null });
  const latest = useRef(chart);
  latest.current = chart;
  useEffect(() => {
    const now = drawing.current;
    const key = JSON.stringify(chart.spec);
    if (now.key === key) {
      if (now.view !== null) show(now.view, chart);
      return;
    }
    now.key = key;
    now.view = null;
    const spec = { ...chart.spec, datasets: chart.data } as unknown as typeof chart.spec;
    drawInto(place.current!, spec, { notDrawn: exploreWords(language).notDrawn }).then((view) => {
      if (view === null || now.key !== key) return;
      now.view = view;
      // What was asked for while this was drawn.
      if (latest.current !== chart) show(view, latest.current);
      place.current!.dataset.drawn = "";
    });
  }, [chart]);
  return <div class="chart" ref={place} role="img" aria-label={label} />;
}

function show(view: DrawnView, { data }: LiveChart): void {
  for (const [name, rows] of Object.entries(data)) view.data(name, [...rows]);
  view.runAsync();
}
