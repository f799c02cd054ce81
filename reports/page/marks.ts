import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { HostedResult, MarkCost, MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import {
  formatBytes,
  formatCount,
  formatMs,
  formatNumber,
  formatPoints,
  formatPointsRange,
  formatRatio,
  formatShare,
  formatUsd,
} from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { specOfDataset } from "../words/data.ts";
import { rangeOf } from "../words/interval.ts";
import { markName } from "../words/mark-names.ts";
import { numberCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { tableMarkup } from "./table.ts";

/** What the configurations are compared with beside one another; empty if the run has none of it. */
export function markSection({ marks, plan }: Analysis): Markup {
  const { measured, missing, hosted, dominating } = marks;
  if (measured.length + missing.length + hosted.length === 0) return html``;
  const isOne = plan.datasets.length === 1;
  const datasetColumn: Column<{ readonly dataset: string }> = {
    title: "Dataset",
    help: "Whose rows it was trained and tested on",
    kind: "text",
    read: ({ dataset }) => textCell(specOfDataset(plan, dataset)),
    isNeeded: () => !isOne,
  };
  return html`<section id="baselines">
<h2>Baselines</h2>
<p class="lede">What anyone has without this matrix: trained once on the rows that the baseline configuration trains on, tested on the same test rows, and never the answer. An answer that one of them dominates is said first: one that is cheaper and not shown to be less accurate, or about as cheap and shown to be more accurate; of a matrix that asks for other figures than accuracy, none does.</p>
${
  measured.length === 0
    ? null
    : tableMarkup<MarkResult>({
        id: "marks",
        caption:
          "Small print shows 95 % intervals of accuracies, and the ranges of rounds of costs, measured like the configurations’ own runs.",
        columns: [MARK_NAME, datasetColumn, ...MARK_COLUMNS],
        rows: measured,
        rowClass: (mark) => (mark === dominating ? "winner" : ""),
      })
}
${missing.map(({ name, reason, dataset }) => html`<p>${nameOf(name)} is missing${isOne ? "" : ` for ${specOfDataset(plan, dataset)}`}: ${reason}.</p>`)}
${
  hosted.length === 0
    ? null
    : tableMarkup<HostedResult>({
        id: "hosted",
        caption:
          "Hosted services at list prices. Nobody asked them here: they have no accuracy, and what a text costs is computed from its length.",
        columns: [HOSTED_NAME, datasetColumn, ...HOSTED_COLUMNS],
        rows: [...hosted].sort((a, b) => a.usdPerMillionTexts - b.usdPerMillionTexts),
        rowClass: () => "",
      })
}
${hosted.map(({ service, notes }) => html`<p class="scope">${service}: ${notes}</p>`)}
</section>`;
}

/** Names of programs and methods are written as their authors do. */
function nameOf(name: string): string {
  return markName(name).replace(/^(?:the|a) /, (article) => article.charAt(0).toUpperCase() + article.slice(1));
}

const VERDICTS: Readonly<Record<MarkCost["verdict"], string>> = {
  cheaper: "cheaper",
  alike: "about the same",
  dearer: "dearer",
  "not-told": "not told apart",
};

const MARK_NAME: Column<MarkResult> = {
  title: "Baseline",
  help: "What it is; below, what computed it",
  kind: "text",
  read: ({ name, library }) => textCell(nameOf(name), library),
};

const MARK_COLUMNS: readonly Column<MarkResult>[] = [
  {
    title: "Test accuracy",
    help: "Share of the test rows that it labels correctly; below, its 95 % interval over the rows",
    kind: "number",
    read: ({ accuracy, accuracyInterval: { low, high } }) => ({
      text: formatShare(accuracy),
      detail: rangeOf(formatShare(low), formatShare(high)),
      sort: accuracy,
    }),
  },
  {
    title: "vs the answer",
    help: "Difference of test accuracy from the configuration that the answer names, in percentage points, paired by test row, with its 95 % interval",
    kind: "number",
    read: ({ versusAnswer }) =>
      versusAnswer === null
        ? NOT_MEASURED
        : {
            text: formatPoints(versusAnswer.accuracy.difference),
            detail: formatPointsRange(versusAnswer.accuracy.interval),
            sort: versusAnswer.accuracy.difference,
          },
  },
  {
    title: "$ per million texts",
    help: "Cost of serving at the measured throughput; below, the range of its rounds",
    kind: "number",
    read: ({ usd }) => ({
      text: formatUsd(usd.middle),
      detail: rangeOf(formatUsd(usd.low), formatUsd(usd.high)),
      sort: usd.middle,
    }),
  },
  {
    title: "Cost vs the answer",
    help: "How many times the cost of the configuration that the answer names, which stands below: the median of what its runs measured, as a baseline is, without the rounds of samples",
    kind: "number",
    read: ({ versusAnswer }) =>
      versusAnswer?.cost == null
        ? NOT_MEASURED
        : {
            text: `${formatRatio(versusAnswer.cost.ratio)}×`,
            detail: `${VERDICTS[versusAnswer.cost.verdict]}; answer ${formatUsd(versusAnswer.cost.answerUsd)}`,
            sort: versusAnswer.cost.ratio,
          },
  },
  {
    title: "Training rows",
    help: "Labelled rows that it was trained on",
    kind: "number",
    read: ({ trainingRows }) => (trainingRows === undefined ? NOT_MEASURED : numberCell(trainingRows, formatCount)),
  },
  {
    title: "Training time",
    help: "Wall time of its training; below, the dollars",
    kind: "number",
    read: ({ trainWallMs, trainUsd }) => ({
      text: formatMs(trainWallMs),
      detail: formatUsd(trainUsd),
      sort: trainWallMs,
    }),
  },
  {
    title: "Model size",
    help: "Bytes of its files",
    kind: "number",
    read: ({ modelBytes }) => numberCell(modelBytes, formatBytes),
  },
];

const HOSTED_NAME: Column<HostedResult> = {
  title: "Service",
  help: "Whose list price it is",
  kind: "text",
  read: ({ service }) => textCell(service),
};

const HOSTED_COLUMNS: readonly Column<HostedResult>[] = [
  {
    title: "$ per million texts",
    help: "At the list price, for texts as long as the test rows",
    kind: "number",
    read: ({ usdPerMillionTexts }) => numberCell(usdPerMillionTexts, formatUsd),
  },
  {
    title: "List price",
    help: "What is counted, and its price; below, how many of it a mean test text has",
    kind: "number",
    read: ({ usdPerMillionUnits, unit, unitsPerText }) => ({
      text: `${formatUsd(usdPerMillionUnits)} per million ${unit}`,
      detail: `${formatNumber(unitsPerText)} a text`,
      sort: usdPerMillionUnits,
    }),
  },
  {
    title: "Source",
    help: "Where the price was read, and its date",
    kind: "text",
    read: ({ source, date }) => textCell(date, source),
  },
];
