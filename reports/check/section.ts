import type { CheckResult, CheckRow } from "../../harness/judge/check/check-result.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { listing } from "../../harness/judge/figures/format.ts";
import { html, type Markup, sentenceMarkup } from "../html.ts";
import { textCell } from "../page/cells.ts";
import { type Column, NOT_MEASURED, type TableCell } from "../page/column.ts";
import { figureMarkup, type NamedChart } from "../page/figures.ts";
import { tableMarkup } from "../page/table.ts";
import { controlText } from "../words/check/control.ts";
import { intervalText, ratioText, rowTitle } from "../words/check/figures.ts";
import { noteText } from "../words/check/notes.ts";
import { figureTexts, labelText, verdictCounts, verdictText } from "../words/check/rows.ts";
import { type SharedReasons, sharedReasons } from "../words/check/shared-reasons.ts";
import { sideDifferences, sideText } from "../words/check/sides.ts";
import { checkVerdict } from "../words/check/verdict.ts";
import { clipped } from "../words/one-line.ts";
import { drawRatios } from "./ratio-chart.ts";

/** @param reasons by row */
const columnsWith = (reasons: SharedReasons["of"]): readonly Column<CheckRow>[] => [
  { title: "Cell", help: "The values of the axes that vary", kind: "text", read: (row) => textCell(labelText(row)) },
  { title: "Metric", help: "What was compared", kind: "text", read: (row) => textCell(rowTitle(row)) },
  {
    title: "Verdict",
    help: "Result of the comparison, and the reason",
    kind: "text",
    read: (row) => ({
      // Passes need no reason: 30 of them would bury the one that matters.
      ...textCell(verdictText(row), ...(row.verdict === "pass" ? [] : [reasons.get(row)!])),
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
    help: "Median of the ratios of pairs of fresh processes, with its 90 % interval, and not the ratio of the two columns; only for metrics measured in pairs",
    kind: "number",
    read: ({ ratio }) =>
      ratio === null
        ? NOT_MEASURED
        : { text: ratioText(ratio.middle), detail: intervalText(ratio), sort: ratio.middle },
  },
];

/** Longer ids and names of prices would push the following columns out of view. */
const LONGEST_ID = 14;

function figureCell(text: string, value: CheckRow["base"]): TableCell {
  if (value === null) return NOT_MEASURED;
  return typeof value === "number" ? { text, sort: value } : { text: clipped(text, LONGEST_ID), sort: null };
}

/** The charts that the section has placeholders for. */
export function checkCharts(result: CheckResult): NamedChart[] {
  const chart = drawRatios(result);
  return chart === null ? [] : [{ name: "ratios", chart }];
}

/** The section "Regression check" of the report: verdict, chart, all comparisons, and what was compared. */
export function checkSection(result: CheckResult): Markup {
  return html`<section id="check">
<h2>Regression check</h2>
<p class="verdict">${sentenceMarkup(checkVerdict(result))}.</p>
${result.notes.length === 0 ? null : html`<ul class="notes">${result.notes.map((note) => html`<li>${noteText(note)}</li>`)}</ul>`}
${checkCharts(result).map((chart) => figureMarkup(chart))}
${result.rows.length === 0 ? null : comparisons(result)}
${compared(result)}
</section>`;
}

function comparisons(result: CheckResult): Markup {
  const counts = verdictCounts(result);
  const rows = inReadingOrder(result);
  const { of, notes } = sharedReasons(rows.filter(({ verdict }) => verdict !== "pass"));
  const table = tableMarkup({
    id: "comparisons",
    caption: `All comparisons, failures first: ${listing(counts, counts.length)}.`,
    columns: columnsWith(of),
    rows,
    rowClass: () => "",
  });
  return html`${table}${notes.length === 0 ? null : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;
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
