import { groupBy } from "../harness/base/group-by.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { namedBy } from "../harness/judge/analysis/within-condition.ts";
import { HISTORY_METRICS, type HistoryConfiguration, type HistoryEntry } from "../harness/judge/check/baseline.ts";
import type { CheckResult } from "../harness/judge/check/check-result.ts";
import { METRICS } from "../harness/judge/check/metrics.ts";
import { formatShare, formatUsd } from "../harness/judge/figures/format.ts";
import { drawTrends } from "./charts/trends.ts";
import type { BaselineHistory } from "./check/history.ts";
import { drawHistory } from "./check/history-charts.ts";
import { html, type Markup, sentenceMarkup } from "./html.ts";
import type { PageAssets } from "./libraries.io.ts";
import { cellsId, comparedCells, LISTED_RUNS, type ListedRun, lastMeasured } from "./page/compared-run.ts";
import { contentsMarkup } from "./page/contents.ts";
import { chartSection, figureMarkup, type NamedChart } from "./page/figures.ts";
import { pageMarkup } from "./page/shell.ts";
import type { PageText } from "./page/translation.ts";
import { payloadMarkup } from "./payload.ts";
import { answersIn } from "./words/answer.ts";
import { sectionWords } from "./words/check/section.ts";
import { checkSentence } from "./words/check/verdict.ts";
import { compareWords } from "./words/compare.ts";
import { figureTitle } from "./words/figures/texts.ts";
import { valueText } from "./words/figures.ts";
import { indexWords } from "./words/index-page.ts";
import type { Language } from "./words/language.ts";
import { pricesText } from "./words/prices.ts";
import { headlineOf, plainText } from "./words/sentence.ts";

/** One run folder in the index. */
export interface IndexedRun {
  /** Name of the folder, which is in the same folder as the index. */
  readonly folder: string;
  readonly analysis: Analysis;
  /** The last check, if the folder has one. */
  readonly check: CheckResult | null;
}

export interface IndexInput {
  readonly runs: readonly IndexedRun[];
  readonly histories: readonly BaselineHistory[];
  /** The charts in English, if they are drawn already, such as with pictures. */
  readonly charts?: IndexCharts;
  /** File name of the report in each run folder. */
  readonly reportFile: string;
  readonly assets: PageAssets;
}

/** Charts under a name. */
interface NamedCharts {
  readonly name: string;
  readonly charts: readonly NamedChart[];
}

export interface IndexCharts {
  /** Of each matrix that several folders hold. */
  readonly trends: readonly NamedCharts[];
  /** Of each baseline, in the order of the page. */
  readonly histories: readonly NamedCharts[];
}

/** The charts of the page, without pictures. */
export function indexCharts(
  { runs, histories }: Pick<IndexInput, "runs" | "histories">,
  language: Language,
): IndexCharts {
  const matrices = [...groupBy(runs, ({ analysis }) => analysis.plan.name)];
  return {
    trends: matrices
      .map(([name, own], index) => ({ name, charts: drawTrends(name, own, `trend-${index + 1}`, language) }))
      .filter(({ charts }) => charts.length > 0),
    histories: histories.map((history, index) => ({
      name: history.name,
      charts: drawHistory(history, `history-${index + 1}`, language),
    })),
  };
}

/** One page with the answer and last check of every run, trends, a comparison of any two, and the history of every baseline. */
export function renderIndex({ runs, histories, charts, reportFile, assets }: IndexInput): string {
  const listed = runs.map(
    ({ folder, analysis }): ListedRun => ({
      folder,
      matrix: analysis.plan.name,
      measured: lastMeasured(analysis),
    }),
  );
  const parts = { runs, histories, reportFile };
  return pageMarkup({
    text: indexText(parts, charts ?? indexCharts(parts, "en"), "en"),
    translations: { zh: indexText(parts, indexCharts(parts, "zh"), "zh") },
    payloads:
      runs.length < 2
        ? []
        : [
            payloadMarkup(LISTED_RUNS, listed),
            ...runs.map(({ analysis }, place) => payloadMarkup(cellsId(place), comparedCells(analysis))),
          ],
    assets,
  });
}

function indexText(
  { runs, histories, reportFile }: Omit<IndexInput, "charts" | "assets">,
  { trends, histories: drawn }: IndexCharts,
  language: Language,
): PageText {
  const words = indexWords[language];
  const parts = html`${runsSection(runs, reportFile, language)}
${compareSection(runs, language)}
${trends.length === 0 ? null : trendSection(trends, language)}
${
  histories.length === 0
    ? null
    : html`<div id="histories">
${histories.map((history, index) => historySection(history, drawn[index]!.charts, language))}
</div>`
}`;
  return {
    title: words.title,
    body: html`<header>
<p class="eyebrow">pricewar</p>
<h1>${words.heading}</h1>
</header>
${contentsMarkup(words.contents, words.parts, parts)}
${parts}`,
    charts: [...trends, ...drawn].flatMap(({ charts }) => charts),
    tables: [],
    selectable: null,
    scatter: null,
  };
}

function runsSection(runs: readonly IndexedRun[], reportFile: string, language: Language): Markup {
  const words = indexWords[language];
  const { run, measured, answer, usd, accuracy, machine, check } = words.columns;
  const headings = [
    [run, "text"],
    [measured, "text"],
    [answer, "text"],
    [usd, "number"],
    [accuracy, "number"],
    [machine, "text"],
    [check, "text"],
  ] as const;
  return html`<section id="runs">
<h2>${words.runs(runs.length)}</h2>
<div class="scroll" role="region" aria-label="${words.runsTable}" tabindex="0"><table class="sortable">
<thead><tr>${headings.map(([title, kind]) => html`<th scope="col" class="${kind}" aria-sort="none"><button type="button">${title}</button></th>`)}</tr></thead>
<tbody>${runs.map((one) => runRow(one, reportFile, language))}</tbody>
</table></div>
</section>`;
}

function runRow({ folder, analysis, check }: IndexedRun, reportFile: string, language: Language): Markup {
  const last = lastMeasured(analysis);
  const parts = answersIn(analysis, language);
  // Of several, the first sentence each: the report has the rest.
  const answers = parts.length === 1 ? parts.map((own) => headlineOf(own, language)) : parts.map(({ lead }) => lead);
  const name = analysis.plan.name === folder ? null : html`<small>${analysis.plan.name}</small>`;
  const named = namedBy(analysis);
  const winners = analysis.configurations.filter(({ id }) => named.has(id));
  const figures = winners.flatMap((one) => one.figures ?? []);
  const usd = figures.map(({ usdPerMillionTexts }) => usdPerMillionTexts.middle);
  const accuracies = figures.map(({ accuracy }) => accuracy.middle);
  const machines = machinesOf(analysis, language);
  return html`<tr>
<th scope="row" data-sort="${folder}"><a href="${encodeURIComponent(folder)}/${reportFile}">${folder}</a>${name}</th>
<td data-sort="${last ?? ""}">${last === null ? "—" : last.slice(0, 16).replace("T", " ")}</td>
<td class="words answers" data-sort="${answers.map(plainText).join(" ")}">${answers.map((answer) => html`<p>${sentenceMarkup(answer)}</p>`)}${givenPrices(analysis, language)}</td>
${figureCell(usd, formatUsd)}
${figureCell(accuracies, formatShare)}
<td class="words few" data-sort="${machines.join()}">${machines.length === 0 ? "—" : machines.map((machine) => html`<div>${machine}</div>`)}</td>
<td class="words few" data-sort="${check?.startedAt ?? ""}">${check === null ? "—" : html`${checkSentence(check, language)}${sectionWords[language].period}<small>${check.startedAt.slice(0, 10)}</small>`}</td>
</tr>\n`;
}

/** The answer's figure; of several answers, each, sorted by the first. */
function figureCell(values: readonly number[], format: (value: number) => string): Markup {
  const lines = values.map((value) => html`<div>${format(value)}</div>`);
  return html`<td class="number" data-sort="${values[0] ?? ""}">${lines.length === 0 ? "—" : lines}</td>`;
}

/** The kinds of machine that measured, so that times of different ones are not compared. */
function machinesOf({ cells }: Analysis, language: Language): string[] {
  const { machine } = indexWords[language];
  return [
    ...new Set(cells.flatMap(({ record }) => (record === null ? [] : [machine(record.host.cpu, record.host.cores)]))),
  ];
}

/** States the prices of an answer that does not use the recorded ones. */
function givenPrices({ prices }: Analysis, language: Language): Markup[] {
  const given = prices.filter(({ origin }) => origin === "given");
  return pricesText(given, language).map((line) => html`<small>${line}</small>`);
}

/** A place for the page's program, which compares the two runs that a reader chooses. */
function compareSection(runs: readonly IndexedRun[], language: Language): Markup | null {
  if (runs.length === 0) return null;
  const words = compareWords[language];
  if (runs.length === 1)
    return html`<section id="compare"><h2>${words.title}</h2><p class="lede">${words.only}</p></section>`;
  return html`<section id="compare">
<h2>${words.title}</h2>
<p class="lede">${words.lede}</p>
<div data-compare><noscript><p>${words.withoutScript}</p></noscript></div>
</section>`;
}

function trendSection(trends: readonly NamedCharts[], language: Language): Markup {
  const { trends: title, trendsLede } = indexWords[language];
  return html`<section id="trends">
<h2>${title}</h2>
<p class="lede">${trendsLede}</p>
${trends.map(
  ({ name, charts }) => html`<h3>${name}</h3>
<div class="charts">
${charts.map((chart) => figureMarkup(chart, language))}
</div>
`,
)}</section>`;
}

function historySection({ name, entries }: BaselineHistory, charts: readonly NamedChart[], language: Language): Markup {
  const words = indexWords[language];
  const labels = [...new Set(entries.at(-1)?.configurations.map(({ label }) => label) ?? [])];
  return html`<section>
<h2>${words.history(name)}</h2>
<p class="lede">${charts.length === 0 ? words.noHistory : words.historyLede(labels)}</p>
${currentTable(entries.at(-1), language)}
</section>
${chartSection(charts, language)}`;
}

/** Figures that are shown across machines. */
const SHOWN_FIGURES = HISTORY_METRICS.filter((name) => METRICS[name].check.history !== "kept").map(
  (name) => METRICS[name].figure,
);

/** The figures of the current baseline. */
function currentTable(entry: HistoryEntry | undefined, language: Language): Markup | null {
  if (entry === undefined) return null;
  const words = indexWords[language];
  const rows = entry.configurations.map(
    (configuration) => html`<tr>
<th scope="row">${configuration.label}</th>${SHOWN_FIGURES.map((figure) => html`<td>${valueText(figure, configuration[figure.name as keyof HistoryConfiguration], language)}</td>`)}
</tr>\n`,
  );
  return html`<div class="scroll" role="region" aria-label="${words.historyTable}" tabindex="0"><table>
<thead><tr><th scope="col">${words.configuration}</th>${SHOWN_FIGURES.map((figure) => html`<th scope="col">${figureTitle(figure, language)}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
