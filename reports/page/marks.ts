import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { HostedResult, MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import {
  formatBytes,
  formatCount,
  formatMs,
  formatNumber,
  formatPoints,
  formatRatio,
  formatShare,
  formatUsd,
} from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { specOfDataset } from "../words/data.ts";
import { pointsRange } from "../words/from-to.ts";
import { hostedNotes } from "../words/hosted-notes.ts";
import { rangeOf } from "../words/interval.ts";
import type { Language } from "../words/language.ts";
import { markName } from "../words/mark-names.ts";
import { markTableWords } from "../words/mark-table.ts";
import { numberColumn, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { tableMarkup } from "./table.ts";

/** What the configurations are compared with beside one another; empty if the run has none of it. */
export function markSection({ marks, plan }: Analysis, language: Language = "en"): Markup {
  const { measured, missing, hosted, dominating } = marks;
  if (measured.length + missing.length + hosted.length === 0) return html``;
  const words = markTableWords[language];
  const isOne = plan.datasets.length === 1;
  const datasetColumn: Column<{ readonly dataset: string }> = {
    ...words.dataset,
    kind: "text",
    read: ({ dataset }) => textCell(specOfDataset(plan, dataset)),
    isNeeded: () => !isOne,
  };
  const [markNameColumn, ...markColumns] = markColumnsIn(language);
  const [serviceColumn, ...hostedColumns] = hostedColumnsIn(language);
  return html`<section id="baselines">
<h2>${words.title}</h2>
<p class="lede">${words.lede}</p>
${
  measured.length === 0
    ? null
    : tableMarkup<MarkResult>(
        {
          id: "marks",
          caption: words.caption,
          columns: [markNameColumn, datasetColumn, ...markColumns],
          rows: measured,
          rowClass: (mark) => (mark === dominating ? "winner" : ""),
        },
        language,
      )
}
${missing.map(({ name, reason, dataset }) => html`<p>${words.missing(nameOf(name, language), isOne ? null : specOfDataset(plan, dataset), reason)}</p>`)}
${
  hosted.length === 0
    ? null
    : tableMarkup<HostedResult>(
        {
          id: "hosted",
          caption: words.hostedCaption,
          columns: [serviceColumn, datasetColumn, ...hostedColumns],
          rows: [...hosted].sort((a, b) => a.usdPerMillionTexts - b.usdPerMillionTexts),
          rowClass: () => "",
        },
        language,
      )
}
${hosted.map(({ service, notes }) => html`<p class="scope">${words.notes(service, hostedNotes(notes, language))}</p>`)}
</section>`;
}

function nameOf(name: string, language: Language): string {
  return markTableWords[language].first(markName(name, language));
}

/** The first names the row. */
type Columns<Row> = readonly [Column<Row>, ...Column<Row>[]];

function markColumnsIn(language: Language): Columns<MarkResult> {
  const words = markTableWords[language];
  return [
    {
      ...words.name,
      kind: "text",
      read: ({ name, library }) => textCell(nameOf(name, language), library),
    },
    {
      ...words.accuracy,
      kind: "number",
      read: ({ accuracy, accuracyInterval: { low, high } }) => ({
        text: formatShare(accuracy),
        detail: rangeOf(formatShare(low), formatShare(high)),
        sort: accuracy,
      }),
    },
    {
      ...words.versusAnswer,
      kind: "number",
      read: ({ versusAnswer }) =>
        versusAnswer === null
          ? NOT_MEASURED
          : {
              text: formatPoints(versusAnswer.accuracy.difference),
              detail: pointsRange(versusAnswer.accuracy.interval, language),
              sort: versusAnswer.accuracy.difference,
            },
    },
    {
      ...words.cost,
      kind: "number",
      read: ({ usd }) => ({
        text: formatUsd(usd.middle),
        detail: rangeOf(formatUsd(usd.low), formatUsd(usd.high)),
        sort: usd.middle,
      }),
    },
    {
      ...words.costVersusAnswer,
      kind: "number",
      read: ({ versusAnswer }) =>
        versusAnswer?.cost == null
          ? NOT_MEASURED
          : {
              text: `${formatRatio(versusAnswer.cost.ratio)}×`,
              detail: words.ofAnswer(words.verdicts[versusAnswer.cost.verdict], formatUsd(versusAnswer.cost.answerUsd)),
              sort: versusAnswer.cost.ratio,
            },
    },
    numberColumn(words.trainingRows, ({ trainingRows }) => trainingRows, formatCount),
    {
      ...words.trainingTime,
      kind: "number",
      read: ({ trainWallMs, trainUsd }) => ({
        text: formatMs(trainWallMs),
        detail: formatUsd(trainUsd),
        sort: trainWallMs,
      }),
    },
    numberColumn(words.size, ({ modelBytes }) => modelBytes, formatBytes),
  ];
}

function hostedColumnsIn(language: Language): Columns<HostedResult> {
  const words = markTableWords[language];
  return [
    {
      ...words.service,
      kind: "text",
      read: ({ service }) => textCell(service),
    },
    numberColumn(words.hostedCost, ({ usdPerMillionTexts }) => usdPerMillionTexts, formatUsd),
    {
      ...words.listPrice,
      kind: "number",
      read: ({ usdPerMillionUnits, unit, unitsPerText }) => ({
        text: words.perMillion(formatUsd(usdPerMillionUnits), unit),
        detail: words.perText(formatNumber(unitsPerText)),
        sort: usdPerMillionUnits,
      }),
    },
    {
      ...words.source,
      kind: "text",
      read: ({ source, date }) => textCell(date, source),
    },
  ];
}
