import type { CheckResult, CheckRow } from "../../harness/judge/check/check-result.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { html, type Markup, sentenceMarkup } from "../html.ts";
import { textCell } from "../page/cells.ts";
import { type Column, NOT_MEASURED, type TableCell } from "../page/column.ts";
import { figureMarkup, type NamedChart } from "../page/figures.ts";
import { tableMarkup } from "../page/table.ts";
import { controlText } from "../words/check/control.ts";
import { intervalText, ratioText, rowTitle } from "../words/check/figures.ts";
import { noteText } from "../words/check/notes.ts";
import { figureTexts, labelText, verdictCounts, verdictText } from "../words/check/rows.ts";
import { type SectionWords, sectionWords } from "../words/check/section.ts";
import { type SharedReasons, sharedReasons } from "../words/check/shared-reasons.ts";
import { sideDifferences, sideText } from "../words/check/sides.ts";
import { checkVerdict } from "../words/check/verdict.ts";
import type { Language } from "../words/language.ts";
import { listed } from "../words/listing.ts";
import { clipped } from "../words/one-line.ts";
import { drawRatios } from "./ratio-chart.ts";

/** @param reasons by row */
const columnsWith = (
  reasons: SharedReasons["of"],
  { columns }: SectionWords,
  language: Language,
): readonly Column<CheckRow>[] => [
  { ...columns.cell, kind: "text", read: (row) => textCell(labelText(row, language)) },
  { ...columns.metric, kind: "text", read: (row) => textCell(rowTitle(row, language)) },
  {
    ...columns.verdict,
    kind: "text",
    read: (row) => ({
      // Passes need no reason: 30 of them would bury the one that matters.
      ...textCell(verdictText(row, language), ...(row.verdict === "pass" ? [] : [reasons.get(row)!])),
      isCaution: row.verdict !== "pass" && row.verdict !== "improved",
    }),
  },
  { ...columns.base, kind: "number", read: (row) => figureCell(figureTexts(row, language).base, row.base) },
  { ...columns.head, kind: "number", read: (row) => figureCell(figureTexts(row, language).head, row.head) },
  {
    ...columns.ratio,
    kind: "number",
    read: ({ ratio }) =>
      ratio === null
        ? NOT_MEASURED
        : { text: ratioText(ratio.middle), detail: intervalText(ratio, language), sort: ratio.middle },
  },
];

/** Longer ids and names of prices would push the following columns out of view. */
const LONGEST_ID = 14;

function figureCell(text: string, value: CheckRow["base"]): TableCell {
  if (value === null) return NOT_MEASURED;
  return typeof value === "number" ? { text, sort: value } : { text: clipped(text, LONGEST_ID), sort: null };
}

/** The charts that the section has placeholders for. */
export function checkCharts(result: CheckResult, language: Language = "en"): NamedChart[] {
  const chart = drawRatios(result, { language });
  return chart === null ? [] : [{ name: "ratios", chart }];
}

/** The section "Regression check" of the report: verdict, chart, all comparisons, and what was compared. */
export function checkSection(result: CheckResult, language: Language = "en"): Markup {
  const { title, period } = sectionWords[language];
  const notes = result.notes.map((note) => html`<li>${noteText(note, language)}</li>`);
  return html`<section id="check">
<h2>${title}</h2>
<p class="verdict">${sentenceMarkup(checkVerdict(result, language))}${period}</p>
${notes.length === 0 ? null : html`<ul class="notes">${notes}</ul>`}
${checkCharts(result, language).map((chart) => figureMarkup(chart, language))}
${result.rows.length === 0 ? null : comparisons(result, language)}
${compared(result, language)}
</section>`;
}

function comparisons(result: CheckResult, language: Language): Markup {
  const words = sectionWords[language];
  const counts = verdictCounts(result, language);
  const rows = inReadingOrder(result);
  const { of, notes } = sharedReasons(
    rows.filter(({ verdict }) => verdict !== "pass"),
    1,
    language,
  );
  const table = tableMarkup(
    {
      id: "comparisons",
      caption: words.caption(listed(counts, language, counts.length)),
      columns: columnsWith(of, words, language),
      rows,
      rowClass: () => "",
    },
    language,
  );
  return html`${table}${notes.length === 0 ? null : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;
}

function compared(result: CheckResult, language: Language): Markup {
  const { base, head, startedAt, control } = result;
  const { terms, utc } = sectionWords[language];
  const entries: readonly (readonly [string, readonly string[]])[] = [
    [terms.base, [sideText(base, language)]],
    [terms.head, [sideText(head, language)]],
    [terms.checked, [utc(startedAt.slice(0, 16).replace("T", " "))]],
    [terms.control, control === null ? [] : [controlText(control, language)]],
    [terms.differs, sideDifferences(result, language)],
  ];
  return html`<dl class="definitions">${entries
    .filter(([, lines]) => lines.length > 0)
    .map(([term, lines]) => html`<div><dt>${term}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`)}</dl>`;
}
