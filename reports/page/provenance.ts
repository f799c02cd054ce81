import { groupBy } from "../../harness/base/group-by.ts";
import type { Host } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import type { UsedPrice } from "../../harness/judge/pricing/used-prices.ts";
import { html, type Markup } from "../html.ts";
import { counted } from "../words/counted.ts";
import { datasetText } from "../words/data.ts";
import { type EnvironmentWords, environmentWords } from "../words/environment.ts";
import type { Language } from "../words/language.ts";
import { maskedText } from "../words/masked.ts";
import { reproduceWords } from "../words/reproduce.ts";
import { repeatCommand } from "./reproduce.ts";

/** The prices: each offer with source, date, region and terms, and where it comes from. */
function priceMarkup({ prices }: Analysis, language: Language): Markup {
  if (prices.length === 0) return html``;
  const said = environmentWords[language];
  const { offer, usdPerHour, terms, region, source, date, usedFor, from } = said.headings;
  return html`<section id="prices">
<h3>${said.prices}</h3>
<p class="lede">${said.beforeCommand}<code>pricewar report RUN --pricing BACKEND=OFFER</code>${said.afterCommand}</p>
<div class="scroll" role="region" aria-label="${said.prices}" tabindex="0"><table>
<thead><tr><th scope="col">${offer}</th><th scope="col" class="number">${usdPerHour}</th><th scope="col">${terms}</th><th scope="col">${region}</th><th scope="col">${source}</th><th scope="col">${date}</th><th scope="col">${usedFor}</th><th scope="col">${from}</th></tr></thead>
<tbody>${prices.map((price) => priceRow(price, language))}</tbody>
</table></div>
</section>`;
}

function priceRow({ price, backends, origin }: UsedPrice, language: Language): Markup {
  const machine = [price.architecture, price.vcpus === undefined ? undefined : counted(price.vcpus, "vCPU", language)];
  const stated = machine.filter((part) => part !== undefined).join(", ");
  return html`<tr><th scope="row">${price.id}${small(stated)}</th><td class="number">${price.usdPerHour}</td><td>${price.terms}</td><td>${price.region}</td><td class="words">${price.source}${small(price.notes ?? "")}</td><td>${price.date}</td><td>${backends.join(", ")}</td><td>${environmentWords[language].origins[origin]}</td></tr>`;
}

function small(text: string): Markup | null {
  return text === "" ? null : html`<small>${text}</small>`;
}

/** Where the figures come from, and how to get them again: machines, libraries, data, code, prices and the command. */
export function environmentSection(analysis: Analysis, language: Language): Markup {
  const { plan, cells } = analysis;
  const records = cells.flatMap(({ record }) => (record === null ? [] : [record]));
  const words = environmentWords[language];
  const { terms } = words;
  const libraries = [
    ...new Set(
      finishedRuns(cells).map(({ executed: { library, provider, threads, inputForm } }) => {
        const ways = [provider, ...(threads === null ? [] : [counted(threads, "thread", language)])];
        return words.library(library, ways, words.inputs[inputForm]);
      }),
    ),
  ];
  const codes = [...new Set(records.map(({ code }) => code))];
  const times = records.map(({ startedAt }) => startedAt).sort();
  const entries: readonly (readonly [string, readonly string[]])[] = [
    [
      terms.machine,
      machineTexts(
        records.map(({ host }) => host),
        words,
      ),
    ],
    [terms.libraries, libraries],
    [
      terms.data,
      plan.datasets.map((dataset) =>
        [datasetText(dataset, language), labelsText(dataset, words), copiesText(dataset.id, cells, words)].join(""),
      ),
    ],
    [terms.masked, maskedTexts(cells, language)],
    [terms.unlabelled, (plan.unlabelled ?? []).map(({ id }) => id)],
    [terms.seeds, [seedsText(plan, words)]],
    [terms.threads, threadTexts(plan, language)],
    [terms.code, codes.length === 0 ? [plan.code] : codes],
    [terms.measured, times.length === 0 ? [] : [words.measured(dateOf(times[0]), dateOf(times.at(-1)))]],
  ];
  const said = reproduceWords[language];
  return html`<section id="environment" data-testid="environment">
<h2>${words.title}</h2>
<p class="lede">${said.command(plan.matrixFile !== undefined)}</p>
<pre class="command"><code>${repeatCommand(analysis)}</code></pre>
<p class="lede">${said.plan({ cells: plan.cells.length, code: plan.code, data: plan.datasets.map(({ id }) => id) })}</p>
<dl class="definitions">${entries
    .filter(([, lines]) => lines.length > 0)
    .map(([term, lines]) => html`<div><dt>${term}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`)}</dl>
${priceMarkup(analysis, language)}
</section>`;
}

function seedsText({ seeds, repeats }: Analysis["plan"], words: EnvironmentWords): string {
  return `${words.seeds(seeds)}${repeats > 1 ? words.repeats(repeats) : ""}`;
}

/** Of training and serving, each as often as cells have it alike. */
function threadTexts({ cells }: Analysis["plan"], language: Language): string[] {
  const used = cells.map(({ experiment: { training, serving } }) =>
    training.threads === serving.threads
      ? counted(training.threads, "thread", language)
      : environmentWords[language].threadsApart(training.threads, serving.threads),
  );
  return [...new Set(used)];
}

/** A line for each kind of machine, with how many there are of it if several. */
function machineTexts(hosts: readonly Host[], words: EnvironmentWords): string[] {
  return [...groupBy(hosts, words.host)].map(([text, own]) => {
    const machines = new Set(own.flatMap(({ machine }) => machine ?? [])).size;
    return machines < 2 ? text : words.machines(text, machines);
  });
}

function labelsText({ labels }: Analysis["plan"]["datasets"][number], words: EnvironmentWords): string {
  return words.labels(labels.map((label, index) => `${index} = ${label}`));
}

/** How many test rows are copies of training or validation rows, or nearly; empty if no record counted them. */
function copiesText(datasetId: string, cells: Analysis["cells"], words: EnvironmentWords): string {
  const runs = finishedRuns(cells).filter(({ experiment }) => experiment.dataset === datasetId);
  const corpus = runs.find((run) => run.corpus !== null)?.corpus ?? null;
  if (corpus === null) return "";
  const { rows, seenRows, nearDuplicates } = corpus;
  return words.copies({ seen: seenRows, test: rows.test, near: nearDuplicates });
}

/** What was masked in the texts of each dataset, once for cells that found the same. */
function maskedTexts(cells: Analysis["cells"], language: Language): string[] {
  const found = finishedRuns(cells).flatMap(({ corpus }) => corpus?.masked ?? []);
  return [...new Set(found.map((masked) => maskedText(masked, language)))];
}

/** "2026-08-01T10:03:00.000Z" -> "2026-08-01 10:03" */
function dateOf(iso: string | undefined): string {
  return (iso ?? "").slice(0, 16).replace("T", " ");
}
