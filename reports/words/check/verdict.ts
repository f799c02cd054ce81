import {
  type CheckResult,
  type CheckRow,
  exitCodeOf,
  isWorse,
  redRows,
  type Verdict,
} from "../../../harness/judge/check/check-result.ts";
import { METRICS } from "../../../harness/judge/check/metrics.ts";
import { type Outcome, outcomeOf, undecidedGates, worstOf } from "../../../harness/judge/check/outcome.ts";
import { formatCount, listing, plural } from "../../../harness/judge/figures/format.ts";
import { timesText } from "../../../harness/judge/figures/units.ts";
import { clipped, oneLine } from "../one-line.ts";
import { plainText, type Sentence, sentence, strong } from "../sentence.ts";
import { intervalText, ratioText, rowTitle } from "./figures.ts";
import { reasonText } from "./reason.ts";
import { figureTexts, labelText, whyText } from "./rows.ts";

/** Characters shown of a reason, which may contain the output of a crashed process. */
const LONGEST_REASON = 200;

/** The details of an outcome, of which empty ones are left out. */
type Details = (result: CheckResult) => readonly string[];

/** The verdict of the whole check in one sentence without a period. */
export function checkSentence(result: CheckResult): string {
  return plainText(checkVerdict(result));
}

/** The same sentence with the verdict in bold. */
export function checkVerdict(result: CheckResult): Sentence {
  const outcome = outcomeOf(result);
  const details = DETAILS[outcome](result).filter((detail) => detail !== "");
  return sentence`${strong(OUTCOMES[outcome])}: ${oneLine(details.join("; "))}`;
}

/** The whole verdict in one or two words. */
const OUTCOMES: Readonly<Record<Outcome, string>> = {
  pass: "Pass",
  regressed: "Regressed",
  "over-budget": "Over budget",
  changed: "Changed",
  incomplete: "Incomplete",
  inconclusive: "Inconclusive",
};

const DETAILS: Readonly<Record<Outcome, Details>> = {
  pass: passed,
  regressed: failed,
  "over-budget": failed,
  changed: failed,
  incomplete,
  inconclusive: (result) => (exitCodeOf(result) === 4 ? strictlyInconclusive(result) : nothingTold(result)),
};

function failed(result: CheckResult): string[] {
  const red = redRows(result);
  const others = red.length - 1;
  return [
    failureText(worstOf(red), result),
    others === 0 ? "" : `${formatCount(others)} more of ${comparisons(result)} ${others === 1 ? "fails" : "fail"}`,
    countText(result, "missing", "missing"),
  ];
}

function incomplete(result: CheckResult): string[] {
  const { rows, base, head } = result;
  const between = `between ${base.name} and ${head.name}`;
  const [first, ...others] = rows.filter(({ verdict }) => verdict === "missing");
  if (first === undefined) return [`nothing was compared ${between}`];
  const count = `${formatCount(others.length + 1)} of ${comparisons(result)} ${between}`;
  const name = `${nameOf(first)} (${clipped(reasonText(first), LONGEST_REASON)})`;
  // The reason says which side is at fault.
  return [`${count} could not be made${others.length === 0 ? ":" : "; the first is"} ${name}`, otherCounts(result)];
}

/** Why a strict check fails: some rows could not be decided. */
function strictlyInconclusive(result: CheckResult): string[] {
  const count = result.rows.filter(({ verdict }) => verdict === "inconclusive").length;
  return [`${formatCount(count)} of ${scopeText(result)} could not be decided`, otherCounts(result, "inconclusive")];
}

/** Nothing could be told about whole groups of metrics; the others are counted after them. */
function nothingTold(result: CheckResult): string[] {
  const gates = undecidedGates(result);
  const open = result.rows.filter(({ metric }) => gates.includes(METRICS[metric].gate));
  const rest = { ...result, rows: result.rows.filter((row) => !open.includes(row)) };
  if (rest.rows.length === 0) return [`none of ${scopeText(result)} could be decided`, otherCounts(result)];
  return [
    `nothing could be told about ${listing(gates)} (${formatCount(open.length)} of ${scopeText(result)})`,
    `of the others, ${rest.rows.some(isWorse) ? "none fails" : "none is worse"}`,
    otherCounts(rest),
  ];
}

function passed(result: CheckResult): string[] {
  const { rows } = result;
  return [`${scopeText(result)}, ${rows.some(isWorse) ? "none fails" : "none worse"}`, otherCounts(result)];
}

/** Counts of the rows that do not pass and are not counted elsewhere. */
function otherCounts({ rows }: CheckResult, counted?: Verdict): string {
  const worse = rows.filter(isWorse);
  const waived = worse.filter(({ waiver }) => waiver !== null).length;
  const warned = worse.length - waived;
  const parts = [
    waived === 0 ? "" : `${formatCount(waived)} worse, but waived`,
    warned === 0 ? "" : `${formatCount(warned)} worse, but only a warning`,
    ...OTHER_VERDICTS.filter(([verdict]) => verdict !== counted).map(([verdict, word]) =>
      countText({ rows }, verdict, word),
    ),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const OTHER_VERDICTS = [
  ["inconclusive", "inconclusive"],
  ["not-comparable", "not comparable"],
  ["improved", "improved"],
] as const satisfies readonly (readonly [Verdict, string])[];

function countText({ rows }: Pick<CheckResult, "rows">, wanted: Verdict, word: string): string {
  const count = rows.filter(({ verdict }) => verdict === wanted).length;
  return count === 0 ? "" : `${formatCount(count)} ${word}`;
}

function comparisons({ rows }: CheckResult): string {
  return plural(rows.length, "comparison");
}

/** "24 comparisons of 4 cells between main and feature" */
function scopeText(result: CheckResult): string {
  const cells = new Set(result.rows.map(({ cell }) => cell)).size;
  return `${comparisons(result)} of ${plural(cells, "cell")} between ${result.base.name} and ${result.head.name}`;
}

function nameOf(row: CheckRow): string {
  return `${rowTitle(row)} of ${labelText(row)}`;
}

/** "training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35)" */
function failureText(row: CheckRow, { base, head }: CheckResult): string {
  const { ratio, verdict, limit } = row;
  // The reason names the figure and the limit.
  if (limit !== null) return `${labelText(row)}: ${whyText(row)}`;
  if (ratio !== null) {
    const times = `${ratioText(ratio.middle)} times ${timesText(METRICS[row.metric].unit)}`;
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
