import type { ChartSection, DrawnChart } from "../charts/chart.ts";
import { html, type Markup } from "../html.ts";

export interface NamedChart {
  readonly name: string;
  readonly section?: ChartSection;
  readonly chart: DrawnChart;
}

/** Placeholders for the charts, which the page's script draws from the JSON. */
export function chartSection(charts: readonly NamedChart[]): Markup {
  if (charts.length === 0) return html``;
  return html`<section class="charts" aria-label="Charts">
<noscript><p>The charts need JavaScript; the tables below have the same figures.</p></noscript>
${charts.map(figureMarkup)}
</section>`;
}

/** The placeholder of one chart, with its caption. */
export function figureMarkup({ name, chart }: NamedChart): Markup {
  return html`<figure id="figure-${name}">
<figcaption><h2>${chart.title}</h2><p>${chart.subtitle}</p></figcaption>
<div class="chart" id="chart-${name}"></div>
</figure>`;
}

/** Specs by chart name, for the page's program. */
export function chartSpecs(charts: readonly NamedChart[]): Readonly<Record<string, object>> {
  return Object.fromEntries(charts.map(({ name, chart }) => [name, { ...chart.spec, description: chart.description }]));
}
