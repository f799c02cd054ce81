import { groupBy } from "../../harness/base/group-by.ts";
import type { ExecutionProof, Host } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { formatBytes, formatCount, plural } from "../../harness/judge/figures/format.ts";
import type { UsedPrice } from "../../harness/judge/pricing/used-prices.ts";
import { html, type Markup } from "../html.ts";
import { datasetText } from "../words/data.ts";
import type { Language } from "../words/language.ts";
import { reproduceWords } from "../words/reproduce.ts";
import { repeatCommand } from "./reproduce.ts";

/** The prices: each offer with source, date, region and terms, and where it comes from. */
function priceMarkup({ prices }: Analysis): Markup {
  if (prices.length === 0) return html``;
  return html`<section id="prices">
<h3>Prices</h3>
<p class="lede">Dollars are computed from the measured times and these offers. <code>pricewar report RUN --pricing BACKEND=OFFER</code> uses other offers without measuring again.</p>
<div class="scroll" role="region" aria-label="Prices" tabindex="0"><table>
<thead><tr><th scope="col">Offer</th><th scope="col" class="number">$ per hour</th><th scope="col">Terms</th><th scope="col">Region</th><th scope="col">Source</th><th scope="col">Date</th><th scope="col">Used for</th><th scope="col">From</th></tr></thead>
<tbody>${prices.map(priceRow)}</tbody>
</table></div>
</section>`;
}

const FROM: Readonly<Record<UsedPrice["origin"], string>> = {
  given: "this report",
  plan: "the matrix",
  record: "records",
};

function priceRow({ price, backends, origin }: UsedPrice): Markup {
  const machine = [price.architecture, price.vcpus === undefined ? undefined : plural(price.vcpus, "vCPU")];
  const stated = machine.filter((part) => part !== undefined).join(", ");
  return html`<tr><th scope="row">${price.id}${small(stated)}</th><td class="number">${price.usdPerHour}</td><td>${price.terms}</td><td>${price.region}</td><td class="words">${price.source}${small(price.notes ?? "")}</td><td>${price.date}</td><td>${backends.join(", ")}</td><td>${FROM[origin]}</td></tr>`;
}

function small(text: string): Markup | null {
  return text === "" ? null : html`<small>${text}</small>`;
}

/** What the kernels are given of a text. */
const INPUTS: Readonly<Record<ExecutionProof["inputForm"], string>> = {
  padded: "the ids of all positions",
  distinct: "distinct ids with their counts",
  words: "the ids of all words",
  texts: "the texts themselves",
};

/** Where the figures come from, and how to get them again: machines, libraries, data, code, prices and the command. */
export function environmentSection(language: Language, analysis: Analysis): Markup {
  const { plan, cells } = analysis;
  const records = cells.flatMap(({ record }) => (record === null ? [] : [record]));
  const libraries = [
    ...new Set(
      finishedRuns(cells).map(
        ({ executed: { library, provider, threads, inputForm } }) =>
          `${library} (${[provider, ...(threads === null ? [] : [plural(threads, "thread")])].join(", ")}; takes ${INPUTS[inputForm]})`,
      ),
    ),
  ];
  const codes = [...new Set(records.map(({ code }) => code))];
  const times = records.map(({ startedAt }) => startedAt).sort();
  const entries: readonly (readonly [string, readonly string[]])[] = [
    ["Machine", machineTexts(records.map(({ host }) => host))],
    ["Libraries", libraries],
    [
      "Data",
      plan.datasets.map((dataset) => `${datasetText(dataset)}; ${labelsText(dataset)}${copiesText(dataset.id, cells)}`),
    ],
    ["Unlabeled data", (plan.unlabelled ?? []).map(({ id }) => id)],
    ["Seeds", [seedsText(plan)]],
    ["Threads", threadTexts(plan)],
    ["Code", codes.length === 0 ? [plan.code] : codes],
    ["Measured", times.length === 0 ? [] : [`${dateOf(times[0])} to ${dateOf(times.at(-1))}, UTC`]],
  ];
  const said = reproduceWords[language];
  return html`<section id="environment" data-testid="environment">
<h2>Environment</h2>
<p class="lede">${said.command(plan.matrixFile !== undefined)}</p>
<pre class="command"><code>${repeatCommand(analysis)}</code></pre>
<p class="lede">${said.plan({ cells: plan.cells.length, code: plan.code, data: plan.datasets.map(({ id }) => id) })}</p>
<dl class="definitions">${entries
    .filter(([, lines]) => lines.length > 0)
    .map(([term, lines]) => html`<div><dt>${term}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`)}</dl>
${priceMarkup(analysis)}
</section>`;
}

function seedsText({ seeds, repeats }: Analysis["plan"]): string {
  return `${seeds.join(", ")}${repeats > 1 ? `; each ${repeats} times` : ""}`;
}

/** Of training and serving, each as often as cells have it alike. */
function threadTexts({ cells }: Analysis["plan"]): string[] {
  const used = cells.map(({ experiment: { training, serving } }) =>
    training.threads === serving.threads
      ? plural(training.threads, "thread")
      : `${plural(training.threads, "thread")} to train, ${serving.threads} to serve`,
  );
  return [...new Set(used)];
}

/** A line for each kind of machine, with how many there are of it if several. */
function machineTexts(hosts: readonly Host[]): string[] {
  return [...groupBy(hosts, hostText)].map(([text, own]) => {
    const machines = new Set(own.flatMap(({ machine }) => machine ?? [])).size;
    return machines < 2 ? text : `${text} (${machines} machines)`;
  });
}

function hostText({ cpu, cores, memoryBytes, os, node }: Host): string {
  return `${cpu}, ${cores} cores, ${formatBytes(memoryBytes)} memory; ${os}; Node ${node.replace(/^v/, "")}`;
}

function labelsText({ labels }: Analysis["plan"]["datasets"][number]): string {
  return `labels ${labels.map((label, index) => `${index} = ${label}`).join(", ")}`;
}

/** How many test rows are copies of training or validation rows, or nearly; empty if no record counted them. */
function copiesText(datasetId: string, cells: Analysis["cells"]): string {
  const runs = finishedRuns(cells).filter(({ experiment }) => experiment.dataset === datasetId);
  const corpus = runs.find((run) => run.corpus !== null)?.corpus ?? null;
  if (corpus === null) return "";
  const { rows, seenRows, nearDuplicates } = corpus;
  return `; ${formatCount(seenRows)} of ${formatCount(rows.test)} test rows have the text of a training or validation row, and ${formatCount(nearDuplicates)} more are nearly copies of one`;
}

/** "2026-08-01T10:03:00.000Z" -> "2026-08-01 10:03" */
function dateOf(iso: string | undefined): string {
  return (iso ?? "").slice(0, 16).replace("T", " ");
}
