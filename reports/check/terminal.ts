import { type CheckResult, type CheckRow, redRows } from "../../harness/judge/check/check-result.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { listing } from "../../harness/judge/figures/format.ts";
import { alignedLines } from "../aligned-table.ts";
import type { Painted } from "../painted.ts";
import { controlText } from "../words/check/control.ts";
import { ratioCell, rowTitle } from "../words/check/figures.ts";
import { noteText } from "../words/check/notes.ts";
import { explanation, figureTexts, labelText, verdictCounts, verdictText } from "../words/check/rows.ts";
import { groupedByReason } from "../words/check/shared-reasons.ts";
import { sideDifferences, sideText } from "../words/check/sides.ts";
import { checkSentence } from "../words/check/verdict.ts";
import { oneLine } from "../words/one-line.ts";

export interface TerminalView {
  /** Also lists passes, which are otherwise only counted. */
  readonly verbose?: boolean;
}

/** The check for a terminal: the verdict, all rows that are not passes with their reasons, and notes. */
export function checkForTerminal(result: CheckResult, { verbose = false }: TerminalView = {}): Painted {
  const rows = groupedByReason(inReadingOrder(result).filter(({ verdict }) => verbose || verdict !== "pass"));
  const blocks: Painted[] = [
    [{ text: `${checkSentence(result)}.`, style: "strong" }],
    ...(rows.length === 0 ? [] : [table(rows, result)]),
    ...(result.rows.length === 0 ? [] : [[counts(result, verbose)]]),
    [aside(result).join("\n")],
  ];
  return blocks.flatMap((block, index) => [...block, index === blocks.length - 1 ? "\n" : "\n\n"]);
}

/** A reason that rows share is printed once, below the last of them. */
function table(rows: readonly CheckRow[], result: CheckResult): Painted {
  const red = new Set(redRows(result));
  const head = ["verdict", "cell", "metric", "base", "head", "head / base"];
  const [title, ...lines] = alignedLines(head, rows.map(cells));
  const printed = rows.flatMap((row, index): Painted => {
    const line = colored(lines[index]!, row, red.has(row));
    const next = rows[index + 1];
    const isExplainedBelow = next?.verdict === row.verdict && explanation(next) === explanation(row);
    return row.verdict === "pass" || isExplainedBelow ? line : [...line, `\n  ${explanation(row)}`];
  });
  return [title ?? "", ...printed];
}

function cells(row: CheckRow): string[] {
  const { base, head } = figureTexts(row);
  return [verdictText(row), labelText(row), rowTitle(row), base, head, ratioCell(row.ratio)];
}

/** Colors the verdict at the start of the line. */
function colored(line: string, row: CheckRow, isRed: boolean): Painted {
  const text = verdictText(row);
  const isGood = row.verdict === "pass" || row.verdict === "improved";
  const style = isRed || row.verdict === "missing" ? "bad" : isGood ? "good" : "doubt";
  return ["\n", { text, style }, line.slice(text.length)];
}

function counts(result: CheckResult, verbose: boolean): string {
  const texts = verdictCounts(result);
  const isHidden = !verbose && result.rows.some(({ verdict }) => verdict === "pass");
  return `In total: ${listing(texts, texts.length)}.${isHidden ? " Use --verbose to list the passes." : ""}`;
}

/** Each pair has its own ratio, of two samples taken in turn; the columns are medians over all samples of a side. */
const RATIO_NOTE = "head / base: the median of the pairs’ ratios, which is not the ratio of the two columns.";

/** Notes, the control, and what was compared. */
function aside(result: CheckResult): string[] {
  const { notes, control, matrix, startedAt, base, head } = result;
  const differences = sideDifferences(result);
  return [
    ...notes.map((note) => `Note: ${noteText(note)}`),
    ...(control === null ? [] : [`Control: ${controlText(control)}`]),
    ...(result.rows.some(({ ratio }) => ratio !== null) ? [RATIO_NOTE] : []),
    ...differences.map((difference) => `Differs: ${difference}`),
    `Compared: base ${sideText(base)}, head ${sideText(head)}; matrix ${oneLine(matrix)}; ${oneLine(startedAt)}`,
  ];
}
