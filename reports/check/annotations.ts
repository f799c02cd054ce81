import { printable } from "../../harness/base/printable.ts";
import {
  type CheckResult,
  type CheckRow,
  exitCodeOf,
  isWorse,
  redRows,
} from "../../harness/judge/check/check-result.ts";
import { outcomeOf } from "../../harness/judge/check/outcome.ts";
import { inReadingOrder } from "../../harness/judge/check/reading-order.ts";
import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import { ratioCell, rowTitle } from "../words/check/figures.ts";
import { explanation, figureTexts, labelText, verdictText } from "../words/check/rows.ts";
import { checkSentence } from "../words/check/verdict.ts";

/** GitHub shows this many per step and silently drops the rest. */
export const MOST_ANNOTATIONS = 10;

interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
}

/**
 * Workflow commands that GitHub turns into annotations: an error for each row that fails or is missing, and a warning for
 * each that is worse, but waived or only a warning. A verdict that no row shows, such as doubt, is one of its own.
 * @returns one command per line, at most MOST_ANNOTATIONS, of which the last counts those left out; empty if
 * there is nothing to annotate
 */
export function checkAnnotations(result: CheckResult): string {
  const red = new Set(redRows(result));
  const annotations = inReadingOrder(result)
    .filter((row) => isWorse(row) || row.verdict === "missing")
    .map((row) => annotationOf(row, red.has(row) || row.verdict === "missing" ? "error" : "warning"))
    .sort((a, b) => a.level.localeCompare(b.level));
  const isFailing = exitCodeOf(result) !== 0;
  if (isFailing ? annotations[0]?.level !== "error" : outcomeOf(result) === "inconclusive") {
    const level = isFailing ? "error" : "warning";
    annotations.unshift({ level, title: "regression check", message: `${checkSentence(result)}.` });
  }
  return limited(annotations).map(command).join("");
}

function annotationOf(row: CheckRow, level: Annotation["level"]): Annotation {
  const { base, head } = figureTexts(row);
  const ratio = row.ratio === null ? "" : `, ratio ${ratioCell(row.ratio)}`;
  return {
    level,
    title: `${verdictText(row)}: ${rowTitle(row)} of ${labelText(row)}`,
    message: `${base} before, ${head} now${ratio}. ${explanation(row)}`,
  };
}

function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= MOST_ANNOTATIONS) return annotations;
  const shown = annotations.slice(0, MOST_ANNOTATIONS - 1);
  const rest = annotations.slice(MOST_ANNOTATIONS - 1);
  const errors = rest.filter(({ level }) => level === "error").length;
  return [
    ...shown,
    {
      level: errors > 0 ? "error" : "warning",
      title: `${formatCount(rest.length)} more`,
      message: `${plural(errors, "error")} and ${plural(rest.length - errors, "warning")} more: see the summary of this step.`,
    },
  ];
}

function command({ level, title, message }: Annotation): string {
  return `::${level} title=${escapedProperty(printable(title))}::${escapedData(printable(message))}\n`;
}

/**
 * @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts, escapeData and escapeProperty: the
 * runner undoes exactly these
 */
function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
