import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { namedBy } from "../harness/judge/analysis/within-condition.ts";
import { HISTORY_METRICS, type HistoryConfiguration, type HistoryEntry } from "../harness/judge/check/baseline.ts";
import type { CheckResult } from "../harness/judge/check/check-result.ts";
import { METRICS } from "../harness/judge/check/metrics.ts";
import { formatShare, formatUsd, listing, plural } from "../harness/judge/figures/format.ts";
import type { BaselineHistory } from "./check/history.ts";
import { drawHistory } from "./check/history-charts.ts";
import { html, type Markup, sentenceMarkup } from "./html.ts";
import type { PageAssets } from "./libraries.io.ts";
import { chartSection, type NamedChart } from "./page/figures.ts";
import { pageMarkup } from "./page/shell.ts";
import { answersIn } from "./words/answer.ts";
import { checkSentence } from "./words/check/verdict.ts";
import { valueText } from "./words/figures.ts";
import { pricesText } from "./words/prices.ts";
import { headlineOf, inSentences, plainText } from "./words/sentence.ts";

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
  /** File name of the report in each run folder. */
  readonly reportFile: string;
  readonly assets: PageAssets;
}

/** One page with the answer and last check of every run, and the history of every baseline. */
export function renderIndex({ runs, histories, reportFile, assets }: IndexInput): string {
  const drawn = histories.map((history, index) => ({ history, charts: drawHistory(history, `history-${index + 1}`) }));
  return pageMarkup({
    text: {
      title: "pricewar: all runs",
      body: html`<header>
<p class="eyebrow">pricewar</p>
<h1>The answer and the last check of every run</h1>
</header>
${runsSection(runs, reportFile)}
${drawn.map(({ history, charts }) => historySection(history, charts))}`,
      charts: drawn.flatMap(({ charts }) => charts),
      tables: [],
      selectable: null,
      scatter: null,
    },
    translations: null,
    assets,
  });
}

function runsSection(runs: readonly IndexedRun[], reportFile: string): Markup {
  return html`<section id="runs">
<h2>${plural(runs.length, "run")}</h2>
<div class="scroll" role="region" aria-label="Runs" tabindex="0"><table class="sortable">
<thead><tr>${HEADINGS.map(([title, kind]) => html`<th scope="col" class="${kind}" aria-sort="none"><button type="button">${title}</button></th>`)}</tr></thead>
<tbody>${runs.map((run) => runRow(run, reportFile))}</tbody>
</table></div>
</section>`;
}

const HEADINGS = [
  ["Run", "text"],
  ["Measured (UTC)", "text"],
  ["Answer", "text"],
  ["$ per million texts", "number"],
  ["Test accuracy", "number"],
  ["Machine", "text"],
  ["Last check", "text"],
] as const;

function runRow({ folder, analysis, check }: IndexedRun, reportFile: string): Markup {
  const last = lastMeasured(analysis);
  const headlines = answersIn(analysis).map((parts) => headlineOf(parts));
  const name = analysis.plan.name === folder ? null : html`<small>${analysis.plan.name}</small>`;
  const named = namedBy(analysis);
  const winners = analysis.configurations.filter(({ id }) => named.has(id));
  const figures = winners.flatMap((one) => one.figures ?? []);
  const usd = figures.map(({ usdPerMillionTexts }) => usdPerMillionTexts.middle);
  const accuracies = figures.map(({ accuracy }) => accuracy.middle);
  const machines = machinesOf(analysis);
  return html`<tr>
<th scope="row" data-sort="${folder}"><a href="${encodeURIComponent(folder)}/${reportFile}">${folder}</a>${name}</th>
<td data-sort="${last ?? ""}">${last === null ? "—" : last.slice(0, 16).replace("T", " ")}</td>
<td class="words" data-sort="${plainText(inSentences(headlines))}">${sentenceMarkup(inSentences(headlines))}${givenPrices(analysis)}</td>
${figureCell(usd, formatUsd)}
${figureCell(accuracies, formatShare)}
<td class="words" data-sort="${machines.join()}">${machines.length === 0 ? "—" : machines.map((machine) => html`<div>${machine}</div>`)}</td>
<td class="words" data-sort="${check?.startedAt ?? ""}">${check === null ? "—" : html`${checkSentence(check)}.<small>${check.startedAt.slice(0, 10)}</small>`}</td>
</tr>\n`;
}

/** The answer's figure; of several answers, each, sorted by the first. */
function figureCell(values: readonly number[], format: (value: number) => string): Markup {
  const lines = values.map((value) => html`<div>${format(value)}</div>`);
  return html`<td class="number" data-sort="${values[0] ?? ""}">${lines.length === 0 ? "—" : lines}</td>`;
}

/** The kinds of machine that measured, so that times of different ones are not compared. */
function machinesOf({ cells }: Analysis): string[] {
  return [
    ...new Set(
      cells.flatMap(({ record }) =>
        record === null ? [] : [`${record.host.cpu}, ${plural(record.host.cores, "core")}`],
      ),
    ),
  ];
}

/** States the prices of an answer that does not use the recorded ones. */
function givenPrices({ prices }: Analysis): Markup[] {
  return pricesText(prices.filter(({ origin }) => origin === "given")).map((line) => html`<small>${line}</small>`);
}

/** Start of the newest record, ISO 8601, UTC; null if there is none. */
function lastMeasured({ cells }: Analysis): string | null {
  const times = cells.flatMap(({ record }) => (record === null ? [] : [record.startedAt]));
  return times.sort().at(-1) ?? null;
}

function historySection({ name, entries }: BaselineHistory, charts: readonly NamedChart[]): Markup {
  const labels = [...new Set(entries.at(-1)?.configurations.map(({ label }) => label) ?? [])];
  const lede =
    charts.length === 0
      ? "No figures yet."
      : `Figures of the baseline at the commits that set it; now: ${listing(labels)}. Times are not shown, since they are not comparable across machines; the cost depends on the throughput of the machine that set the baseline.`;
  return html`<section>
<h2>History: ${name}</h2>
<p class="lede">${lede}</p>
${currentTable(entries.at(-1))}
</section>
${chartSection(charts)}`;
}

/** Figures that are shown across machines. */
const SHOWN_FIGURES = HISTORY_METRICS.filter((name) => METRICS[name].check.history !== "kept").map(
  (name) => METRICS[name].figure,
);

/** The figures of the current baseline. */
function currentTable(entry: HistoryEntry | undefined): Markup | null {
  if (entry === undefined) return null;
  const rows = entry.configurations.map(
    (configuration) => html`<tr>
<th scope="row">${configuration.label}</th>${SHOWN_FIGURES.map((figure) => html`<td>${valueText(figure, configuration[figure.name as keyof HistoryConfiguration])}</td>`)}
</tr>\n`,
  );
  return html`<div class="scroll" role="region" aria-label="Figures of the baseline" tabindex="0"><table>
<thead><tr><th scope="col">Configuration</th>${SHOWN_FIGURES.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
