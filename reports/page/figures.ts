import type { ChartSection, DrawnChart } from "../charts/chart.ts";
import { html, type Markup } from "../html.ts";
import type { InLanguages, Language } from "../words/language.ts";

export interface NamedChart {
  readonly name: string;
  readonly section?: ChartSection;
  readonly chart: DrawnChart;
}

interface Said {
  readonly charts: string;
  readonly withoutScript: string;
}

const said: InLanguages<Said> = {
  en: { charts: "Charts", withoutScript: "The charts need JavaScript; the tables below have the same figures." },
  zh: { charts: "图表", withoutScript: "图表需要JavaScript；下方的表格中有同样的数值。" },
};

/** Placeholders for the charts, which the page's script draws from the JSON. */
export function chartSection(charts: readonly NamedChart[], language: Language = "en"): Markup {
  if (charts.length === 0) return html``;
  return html`<section class="charts" aria-label="${said[language].charts}">
<noscript><p>${said[language].withoutScript}</p></noscript>
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
