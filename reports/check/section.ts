import type { CheckResult, CheckRow } from "../../harness/judge/check/check-result.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { listing } from "../../harness/judge/figures/format.ts";
import { html, type Markup, sentenceMarkup } from "../html.ts";
import { textCell } from "../page/cells.ts";
import { figureMarkup, type NamedChart } from "../page/figures.ts";
import { type Column, NOT_MEASURED, type TableCell, tableMarkup } from "../page/table.ts";
import { controlText } from "../words/check/control.ts";
import { intervalText, ratioText } from "../words/check/figures.ts";
import { noteText } from "../words/check/notes.ts";
import { explanation, figureTexts, labelText, verdictCounts, verdictText } from "../words/check/rows.ts";
import { sideDifferences, sideText } from "../words/check/sides.ts";
import { checkVerdict } from "../words/check/verdict.ts";
import { clipped } from "../words/one-line.ts";
import { drawRatios } from "./ratio-chart.ts";

const COLUMNS: readonly Column<CheckRow>[] = [
  { title: "Cell", help: "The values of the axes that vary", kind: "text", read: (row) => textCell(labelText(row)) },
  { title: "Metric", help: "What was compared", kind: "text", read: ({ metric }) => textCell(METRICS[metric].title) },
  {
    title: "Verdict",
    help: "What came of the comparison, and why",
    kind: "text",
    read: (row) => ({
      // A pass says all; 30 reasons for passes would bury the one that counts.
      ...textCell(verdictText(row), ...(row.verdict === "pass" ? [] : [explanation(row)])),
      isCaution: row.verdict !== "pass" && row.verdict !== "improved",
    }),
  },
  {
    title: "Base",
    help: "Before the change",
    kind: "number",
    read: (row) => figureCell(figureTexts(row).base, row.base),
  },
  {
    title: "Head",
    help: "With the change",
    kind: "number",
    read: (row) => figureCell(figureTexts(row).head, row.head),
  },
  {
    title: "Head / base",
    help: "Middle of the pairs of fresh processes, with its 90 % interval; only what was measured by pairs has one",
    kind: "number",
    read: ({ ratio }) =>
      ratio === null
        ? NOT_MEASURED
        : { text: ratioText(ratio.middle), detail: intervalText(ratio), sort: ratio.middle },
  },
];

/** Ids and names of prices beyond this would push the columns after them out of sight. */
const LONGEST_ID = 14;

function figureCell(text: string, value: CheckRow["base"]): TableCell {
  if (value === null) return NOT_MEASURED;
  return typeof value === "number" ? { text, sort: value } : { text: clipped(text, LONGEST_ID), sort: null };
}

/** The charts that the section has places for. */
export function checkCharts(result: CheckResult): NamedChart[] {
  const chart = drawRatios(result);
  return chart === null ? [] : [{ name: "ratios", chart }];
}

/** The section "Regression check" of the report: verdict, chart, every comparison, and what was compared. */
export function checkSection(result: CheckResult): Markup {
  return html`<section id="check">
<h2>Regression check</h2>
<p class="verdict">${sentenceMarkup(checkVerdict(result))}.</p>
${result.notes.length === 0 ? null : html`<ul class="notes">${result.notes.map((note) => html`<li>${noteText(note)}</li>`)}</ul>`}
${checkCharts(result).map(figureMarkup)}
${result.rows.length === 0 ? null : comparisons(result)}
${compared(result)}
</section>`;
}

function comparisons(result: CheckResult): Markup {
  const counts = verdictCounts(result);
  return tableMarkup({
    id: "comparisons",
    caption: `Every comparison, what fails first: ${listing(counts, counts.length)}.`,
    columns: COLUMNS,
    rows: inReadingOrder(result),
    rowClass: () => "",
  });
}

function compared(result: CheckResult): Markup {
  const { base, head, startedAt, control } = result;
  const entries: readonly (readonly [string, readonly string[]])[] = [
    ["Base", [sideText(base)]],
    ["Head", [sideText(head)]],
    ["Checked", [`${startedAt.slice(0, 16).replace("T", " ")}, UTC`]],
    ["Control", control === null ? [] : [controlText(control)]],
    ["Differs", sideDifferences(result)],
  ];
  return html`<dl class="definitions">${entries
    .filter(([, lines]) => lines.length > 0)
    .map(([term, lines]) => html`<div><dt>${term}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`)}</dl>`;
}
