import { type CheckResult, type CheckRow, redRows } from "../../harness/judge/check/check-result.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { listing } from "../../harness/judge/figures/format.ts";
import { alignedLines } from "../aligned-table.ts";
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
  /** Whether the output supports color codes, unlike a file or a pipe. */
  readonly isTty?: boolean;
}

/** The check for a terminal: the verdict, all rows that are not passes with their reasons, and notes. */
export function checkForTerminal(result: CheckResult, view: TerminalView = {}): string {
  const { verbose = false, isTty = false } = view;
  const rows = groupedByReason(inReadingOrder(result).filter(({ verdict }) => verbose || verdict !== "pass"));
  const blocks = [
    `${checkSentence(result)}.`,
    ...(rows.length === 0 ? [] : [table(rows, result, isTty)]),
    ...(result.rows.length === 0 ? [] : [counts(result, verbose)]),
    aside(result).join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** A reason that rows share is printed once, below the last of them. */
function table(rows: readonly CheckRow[], result: CheckResult, isTty: boolean): string {
  const red = new Set(redRows(result));
  const head = ["verdict", "cell", "metric", "base", "head", "head / base"];
  const [title, ...lines] = alignedLines(head, rows.map(cells));
  const printed = rows.flatMap((row, index) => {
    const line = isTty ? colored(lines[index]!, row, red.has(row)) : lines[index]!;
    const next = rows[index + 1];
    const isExplainedBelow = next?.verdict === row.verdict && explanation(next) === explanation(row);
    return row.verdict === "pass" || isExplainedBelow ? [line] : [line, `  ${explanation(row)}`];
  });
  return [title, ...printed].join("\n");
}

function cells(row: CheckRow): string[] {
  const { base, head } = figureTexts(row);
  return [verdictText(row), labelText(row), rowTitle(row), base, head, ratioCell(row.ratio)];
}

const ESCAPE = "\u001b[";
const COLORS = { red: `${ESCAPE}31m`, yellow: `${ESCAPE}33m`, green: `${ESCAPE}32m`, off: `${ESCAPE}0m` } as const;

/** Colors the verdict at the start of the line. */
function colored(line: string, row: CheckRow, isRed: boolean): string {
  const text = verdictText(row);
  const isGood = row.verdict === "pass" || row.verdict === "improved";
  const color = isRed || row.verdict === "missing" ? "red" : isGood ? "green" : "yellow";
  return `${COLORS[color]}${text}${COLORS.off}${line.slice(text.length)}`;
}

function counts(result: CheckResult, verbose: boolean): string {
  const texts = verdictCounts(result);
  const isHidden = !verbose && result.rows.some(({ verdict }) => verdict === "pass");
  return `In total: ${listing(texts, texts.length)}.${isHidden ? " Use --verbose to list the passes." : ""}`;
}

/** Notes, the control, and what was compared. */
function aside(result: CheckResult): string[] {
  const { notes, control, matrix, startedAt, base, head } = result;
  const differences = sideDifferences(result);
  return [
    ...notes.map((note) => `Note: ${noteText(note)}`),
    ...(control === null ? [] : [`Control: ${controlText(control)}`]),
    ...differences.map((difference) => `Differs: ${difference}`),
    `Compared: base ${sideText(base)}, head ${sideText(head)}; matrix ${oneLine(matrix)}; ${oneLine(startedAt)}`,
  ];
}
