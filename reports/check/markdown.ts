import type { CheckResult, CheckRow } from "../../harness/judge/check/check-result.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { formatCount, listing } from "../../harness/judge/figures/format.ts";
import { markdownText } from "../markdown-text.ts";
import { controlText } from "../words/check/control.ts";
import { ratioCell, rowTitle } from "../words/check/figures.ts";
import { noteText } from "../words/check/notes.ts";
import { figureTexts, labelText, verdictCounts, verdictText } from "../words/check/rows.ts";
import { type SharedReasons, sharedReasons } from "../words/check/shared-reasons.ts";
import { sideDifferences, sideText } from "../words/check/sides.ts";
import { checkSentence } from "../words/check/verdict.ts";

/**
 * The most bytes of UTF-8 that GitHub accepts as the summary of one step; it drops larger ones entirely.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const SUMMARY_LIMIT_BYTES = 1_048_576;

/** The most lines of a list. */
const MOST_LINES = 40;
/** Bytes reserved for the headings of both tables and the lines that count the rows left out. */
const FRAME_BYTES = 2000;

/**
 * The check as GitHub Markdown for $GITHUB_STEP_SUMMARY: the verdict, a table of everything that is not a pass, counts and
 * notes, and in collapsed sections the passes and what was compared.
 * @returns at most SUMMARY_LIMIT_BYTES: rows that do not fit are left out and counted
 */
export function checkMarkdown(result: CheckResult): string {
  const rows = inReadingOrder(result);
  const start = `## Regression check\n\n**${markdownText(checkSentence(result))}.**\n\n`;
  const end = `${countLine(result)}${list(result.notes.map((note) => noteText(note)))}`;
  const compared = folded("What was compared", list(comparedLines(result)));
  const room = SUMMARY_LIMIT_BYTES - FRAME_BYTES - byteLength(start + end + compared);
  const others = rows.filter(({ verdict }) => verdict !== "pass");
  const passing = rows.filter(({ verdict }) => verdict === "pass");
  const reasons = sharedReasons(others);
  const failures = tableWithin(room, others, reasons);
  const passes = tableWithin(room - byteLength(failures), passing, sharedReasons(passing, 1 + reasons.notes.length));
  return `${start}${failures}${end}${folded("Passes", passes)}${compared}`;
}

const HEADING = "| verdict | cell | metric | base | head | head / base | why |\n|---|---|---|--:|--:|--:|---|\n";

/** As many rows as fit into the given number of bytes, in order, and how many were left out; empty without rows. */
function tableWithin(room: number, rows: readonly CheckRow[], { of, notes }: SharedReasons): string {
  if (rows.length === 0) return "";
  const all = list(notes);
  // Without room for the notes there is none for a row either.
  const below = byteLength(all) < room ? all : "";
  let left = below === all ? room - byteLength(all) : 0;
  const lines: string[] = [];
  for (const line of rows.map((row) => rowLine(row, of.get(row)!))) {
    left -= byteLength(line);
    if (left < 0) break;
    lines.push(line);
  }
  const missing = rows.length - lines.length;
  const note =
    missing === 0
      ? ""
      : `${formatCount(missing)} of ${formatCount(rows.length)} rows left out: a longer summary would exceed GitHub’s limit.\n\n`;
  return `${HEADING}${lines.join("")}\n${note}${below}`;
}

function rowLine(row: CheckRow, reason: string): string {
  const { base, head } = figureTexts(row);
  const cells = [verdictText(row), labelText(row), rowTitle(row), base, head, ratioCell(row.ratio), reason];
  return `| ${cells.map(markdownText).join(" | ")} |\n`;
}

function countLine(result: CheckResult): string {
  const texts = verdictCounts(result);
  return texts.length === 0 ? "" : `In total: ${listing(texts, texts.length)}.\n\n`;
}

function comparedLines(result: CheckResult): string[] {
  const { base, head, matrix, startedAt, control } = result;
  return [
    `Base: ${sideText(base)}`,
    `Head: ${sideText(head)}`,
    `Matrix: ${matrix}`,
    `Started: ${startedAt}`,
    ...(control === null ? [] : [`Control: ${controlText(control)}`]),
    ...sideDifferences(result).map((difference) => `Differs: ${difference}`),
  ];
}

function list(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${markdownText(line)}\n`);
  const more = lines.length - shown.length;
  return `${shown.join("")}${more === 0 ? "" : `- and ${formatCount(more)} more\n`}\n`;
}

function folded(summary: string, body: string): string {
  return body === "" ? "" : `<details><summary>${summary}</summary>\n\n${body}</details>\n\n`;
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
