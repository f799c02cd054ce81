import type { ChartSection, DrawnChart } from "../charts/chart.ts";
import { roomOf } from "../charts/room.ts";
import { html, type Markup } from "../html.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { reportWords } from "../words/report.ts";

export interface NamedChart {
  readonly name: string;
  readonly section?: ChartSection;
  readonly isWide?: true;
  readonly chart: DrawnChart;
  /** For readers without JavaScript, and for paper; absent where it would be too large. */
  readonly picture?: Markup;
  /** Why there is no picture of a chart that should have one. */
  readonly fault?: string;
}

interface Said {
  readonly charts: string;
  readonly withoutScript: string;
}

const said: InLanguages<Said> = {
  en: { charts: "Charts", withoutScript: "This chart needs JavaScript; the tables have the same figures." },
  zh: { charts: "图表", withoutScript: "此图需要JavaScript；表格中有同样的数值。" },
};

/** The charts that the page begins with, below a place for what chooses the configurations that it shows. */
export function filteredSection(charts: readonly NamedChart[], language: Language = "en"): Markup {
  if (charts.length === 0) return html``;
  return html`<div id="filters"></div>
${chartSection(charts, language, "h2")}`;
}

export function chartSection(
  charts: readonly NamedChart[],
  language: Language = "en",
  heading: "h2" | "h3" = "h3",
): Markup {
  if (charts.length === 0) return html``;
  return html`<section class="charts" aria-label="${said[language].charts}">
${charts.map((chart) => figureMarkup(chart, language, heading))}
</section>`;
}

/** Further charts, under a heading. */
export function figuresSection(charts: readonly NamedChart[], language: Language = "en"): Markup {
  if (charts.length === 0) return html``;
  return html`<section id="figures">
<h2>${reportWords(language).figures}</h2>
<div class="charts">
${charts.map((chart) => figureMarkup(chart, language))}
</div>
</section>`;
}

/** The charts of a section that has more than them; null without any. */
export function chartsMarkup(charts: readonly NamedChart[], language: Language): Markup | null {
  if (charts.length === 0) return null;
  return html`<div class="charts">${charts.map((chart) => figureMarkup(chart, language))}</div>`;
}

/** One chart with its caption: a picture, which the page's program replaces. @param heading h2 where no other stands above it */
export function figureMarkup(
  { name, chart, isWide, picture }: NamedChart,
  language: Language = "en",
  heading: "h2" | "h3" = "h3",
): Markup {
  const missing = html`<noscript><p>${said[language].withoutScript}</p></noscript>`;
  return html`<figure id="figure-${name}" data-testid="${name}"${isWide ? html` class="wide"` : null} style="--room: ${String(roomOf(chart.spec))}px">
<figcaption><${heading}>${chart.title}</${heading}><p>${chart.subtitle}</p></figcaption>
<div class="chart" id="chart-${name}">${picture ?? missing}</div>
</figure>`;
}

/** Specs by chart name, for the page's program. */
export function chartSpecs(charts: readonly NamedChart[]): Readonly<Record<string, object>> {
  return Object.fromEntries(charts.map(({ name, chart }) => [name, { ...chart.spec, description: chart.description }]));
}
