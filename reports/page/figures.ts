import type { ChartSection, DrawnChart } from "../charts/chart.ts";
import { html, type Markup } from "../html.ts";

export interface NamedChart {
  readonly name: string;
  readonly section?: ChartSection;
  readonly isWide?: true;
  readonly chart: DrawnChart;
  /** For readers without JavaScript, and for paper; absent where it would be too large. */
  readonly picture?: Markup;
}

/** The charts, with a place for what chooses the configurations that they show. */
export function chartSection(charts: readonly NamedChart[]): Markup {
  if (charts.length === 0) return html``;
  return html`<div id="filters"></div>
<section class="charts" aria-label="Charts">
${charts.map(figureMarkup)}
</section>`;
}

/** One chart with its caption: a picture, which the page's program replaces. */
export function figureMarkup({ name, chart, isWide, picture }: NamedChart): Markup {
  const missing = html`<noscript><p>This chart needs JavaScript; the tables have the same figures.</p></noscript>`;
  return html`<figure id="figure-${name}" data-testid="${name}"${isWide ? html` class="wide"` : null}>
<figcaption><h2>${chart.title}</h2><p>${chart.subtitle}</p></figcaption>
<div class="chart" id="chart-${name}">${picture ?? missing}</div>
</figure>`;
}

/** Specs by chart name, for the page's program. */
export function chartSpecs(charts: readonly NamedChart[]): Readonly<Record<string, object>> {
  return Object.fromEntries(charts.map(({ name, chart }) => [name, { ...chart.spec, description: chart.description }]));
}
