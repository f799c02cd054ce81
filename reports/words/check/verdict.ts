import {
  type CheckExitCode,
  type CheckResult,
  type CheckRow,
  exitCodeOf,
  redRows,
  type Verdict,
} from "../../../harness/judge/check/check-result.ts";
import { METRICS, type Metric } from "../../../harness/judge/check/metrics.ts";
import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import { cellCount, clipped, figureTexts, intervalText, isWorse, oneLine, ratioText } from "./rows.ts";

/** Characters of a reason, which may hold what a crashed process said. */
const LONGEST_REASON = 200;

/** What a renderer may know beside the result. */
export interface CheckView {
  /** Whether inconclusive rows fail the check, as for exitCodeOf; false where left out. */
  readonly strict?: boolean;
}

/** The verdict of the whole check in one sentence without a full stop. It agrees with exitCodeOf. */
export function checkSentence(result: CheckResult, { strict = false }: CheckView = {}): string {
  const [first, ...rest] = SENTENCES[exitCodeOf(result, { strict })](result).filter((part) => part !== "");
  return oneLine([first, ...rest].join("; "));
}

/** Parts of the sentence by exit code; empty ones are left out. */
const SENTENCES: Readonly<Record<CheckExitCode, (result: CheckResult) => readonly string[]>> = {
  0: passed,
  1: failed,
  3: incomplete,
  4: inconclusive,
};

function failed(result: CheckResult): string[] {
  const red = redRows(result);
  const first = red.find(({ verdict }) => verdict === "regressed") ?? red[0]!;
  const others = red.length - 1;
  return [
    `${first.verdict === "regressed" ? "Regressed" : "Changed"}: ${whatHappened(first, result)}`,
    others === 0 ? "" : `${formatCount(others)} more of ${comparisons(result)} ${others === 1 ? "fails" : "fail"}`,
    counted(result, "missing", "missing"),
  ];
}

function incomplete(result: CheckResult): string[] {
  const { rows, base, head } = result;
  const between = `between ${base.name} and ${head.name}`;
  if (rows.length === 0) return [`Incomplete: nothing was compared ${between}`];
  const missing = rows.filter(({ verdict }) => verdict === "missing");
  const first = missing[0]!;
  const count = `${formatCount(missing.length)} of ${comparisons(result)} ${between}`;
  const name = `${nameOf(first)}${missing.length === 1 ? "" : " first"} (${clipped(first.reason, LONGEST_REASON)})`;
  // Whichever side is at fault: the reason says so.
  return [`Incomplete: ${count} could not be made, ${name}`, ...asides(result)];
}

function inconclusive(result: CheckResult): string[] {
  const count = result.rows.filter(({ verdict }) => verdict === "inconclusive").length;
  return [
    `Inconclusive: ${formatCount(count)} of ${overall(result)} could not be told`,
    ...asides(result, "inconclusive"),
  ];
}

function passed(result: CheckResult): string[] {
  const { rows } = result;
  if (!rows.some(({ verdict }) => verdict === "pass" || verdict === "improved" || isWorse({ verdict }))) {
    return [`Inconclusive: none of ${overall(result)} could be told`, ...asides(result)];
  }
  return [`Pass: ${overall(result)}, ${rows.some(isWorse) ? "none fails" : "none worse"}`, ...asides(result)];
}

/** Counts of what is neither a pass nor said already. */
function asides({ rows }: CheckResult, said?: Verdict): string[] {
  const worse = rows.filter(isWorse);
  const waived = worse.filter(({ waiver }) => waiver !== null).length;
  const warned = worse.length - waived;
  const parts = [
    waived === 0 ? "" : `${formatCount(waived)} worse but waived`,
    warned === 0 ? "" : `${formatCount(warned)} worse as a warning`,
    ...(["inconclusive", "not-comparable", "improved"] as const)
      .filter((verdict) => verdict !== said)
      .map((verdict) => counted({ rows }, verdict, verdict.replace("-", " "))),
  ];
  return [parts.filter((part) => part !== "").join(", ")];
}

function counted({ rows }: Pick<CheckResult, "rows">, wanted: Verdict, word: string): string {
  const count = rows.filter(({ verdict }) => verdict === wanted).length;
  return count === 0 ? "" : `${formatCount(count)} ${word}`;
}

function comparisons({ rows }: CheckResult): string {
  return plural(rows.length, "comparison");
}

/** "24 comparisons of 4 cells between main and feature" */
function overall(result: CheckResult): string {
  return `${comparisons(result)} of ${plural(cellCount(result), "cell")} between ${result.base.name} and ${result.head.name}`;
}

function nameOf({ metric, label }: CheckRow): string {
  return `${METRICS[metric].title} of ${label}`;
}

/** Of a ratio of head to base, by unit. */
const COMPARED: Readonly<Record<Metric["unit"], string>> = {
  ms: "as slow",
  "texts/s": "as high",
  bytes: "as large",
  count: "as many",
  share: "as high",
  "usd/M": "as high",
  id: "as high",
};

/** "training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35)" */
function whatHappened(row: CheckRow, { base, head }: CheckResult): string {
  const { ratio, verdict, limit } = row;
  // A budget's own reason names the figure and the limit.
  if (limit !== null) return `${oneLine(row.label)}: ${row.reason}`;
  if (ratio !== null) {
    const times = `${ratioText(ratio.middle)} times ${COMPARED[METRICS[row.metric].unit]}`;
    return `${nameOf(row)} is ${times} in ${head.name} as in ${base.name} (${intervalText(ratio)})`;
  }
  const texts = figureTexts(row);
  const went =
    verdict === "changed" || typeof row.base !== "number" || typeof row.head !== "number"
      ? "changed"
      : row.head > row.base
        ? "rose"
        : "fell";
  return `${nameOf(row)} ${went} from ${texts.base} in ${base.name} to ${texts.head} in ${head.name}`;
}
