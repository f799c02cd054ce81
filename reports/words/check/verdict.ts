import {
  type CheckResult,
  type CheckRow,
  exitCodeOf,
  isUndecided,
  isWorse,
  redRows,
  type Verdict,
} from "../../../harness/judge/check/check-result.ts";
import { METRICS } from "../../../harness/judge/check/metrics.ts";
import { type Outcome, outcomeOf, undecidedGates, worstOf } from "../../../harness/judge/check/outcome.ts";
import type { Language } from "../language.ts";
import { listed } from "../listing.ts";
import { clipped, oneLine } from "../one-line.ts";
import { plainText, type Sentence, sentence, strong } from "../sentence.ts";
import { intervalText, ratioText, rowTitle } from "./figures.ts";
import { reasonText } from "./reason.ts";
import { figureTexts, labelText, verdictCount, whyText } from "./rows.ts";
import { type VerdictWords, verdictWords } from "./verdict-words.ts";

/** Characters shown of a reason, which may contain the output of a crashed process. */
const LONGEST_REASON = 200;

/** The details of an outcome, of which empty ones are left out. */
type Details = (result: CheckResult, language: Language) => readonly string[];

/** The verdict of the whole check in one sentence without a period. */
export function checkSentence(result: CheckResult, language: Language = "en"): string {
  return plainText(checkVerdict(result, language));
}

/** The same sentence with the verdict in bold. */
export function checkVerdict(result: CheckResult, language: Language = "en"): Sentence {
  const outcome = outcomeOf(result);
  const { outcomes, colon, semicolon } = verdictWords[language];
  const details = DETAILS[outcome](result, language).filter((detail) => detail !== "");
  return sentence`${strong(outcomes[outcome])}${colon}${oneLine(details.join(semicolon))}`;
}

const DETAILS: Readonly<Record<Outcome, Details>> = {
  pass: passed,
  regressed: failed,
  "over-budget": failed,
  changed: failed,
  incomplete,
  inconclusive: (result, language) =>
    exitCodeOf(result) === 4 ? strictlyInconclusive(result, language) : nothingTold(result, language),
};

function failed(result: CheckResult, language: Language): string[] {
  const red = redRows(result);
  const others = red.length - 1;
  const words = verdictWords[language];
  return [
    failureText(worstOf(red), result, language),
    others === 0 ? "" : words.othersFail(others, result.rows.length),
    countText(result, "missing", language),
  ];
}

function incomplete(result: CheckResult, language: Language): string[] {
  const { rows } = result;
  const words = verdictWords[language];
  const [first, ...others] = rows.filter(({ verdict }) => verdict === "missing");
  if (first === undefined) return [words.nothingCompared(sidesOf(result))];
  const reason = clipped(reasonText(first, language), LONGEST_REASON);
  const missing = others.length + 1;
  return [
    words.missing({ missing, all: rows.length, sides: sidesOf(result), first: nameOf(first, language), reason }),
    otherCounts(result, language),
  ];
}

/** Why a strict check fails: some rows could not be decided. */
function strictlyInconclusive(result: CheckResult, language: Language): string[] {
  const decided = result.rows.filter((row) => !isUndecided(row));
  const words = verdictWords[language];
  const count = result.rows.length - decided.length;
  return [words.someUndecided(count, scopeText(result, words)), otherCounts({ ...result, rows: decided }, language)];
}

/** Nothing could be told about whole groups of metrics; the others are counted after them. */
function nothingTold(result: CheckResult, language: Language): string[] {
  const words = verdictWords[language];
  const gates = undecidedGates(result);
  const open = result.rows.filter(({ metric }) => gates.includes(METRICS[metric].gate));
  const rest = { ...result, rows: result.rows.filter((row) => !open.includes(row)) };
  const scope = scopeText(result, words);
  if (rest.rows.length === 0) return [words.noneDecided(scope), otherCounts(result, language)];
  const names = listed(
    gates.map((gate) => words.gates[gate]),
    language,
  );
  return [
    words.nothingAbout(names, open.length, scope),
    words.ofTheOthers(rest.rows.some(isWorse)),
    otherCounts(rest, language),
  ];
}

function passed(result: CheckResult, language: Language): string[] {
  const words = verdictWords[language];
  return [words.passed(scopeText(result, words), result.rows.some(isWorse)), otherCounts(result, language)];
}

/** Counts of the rows that do not pass and are not counted elsewhere. */
function otherCounts({ rows }: CheckResult, language: Language): string {
  const words = verdictWords[language];
  const worse = rows.filter(isWorse);
  const waived = worse.filter(({ waiver }) => waiver !== null).length;
  const warned = worse.length - waived;
  const parts = [
    waived === 0 ? "" : words.waived(waived),
    warned === 0 ? "" : words.warned(warned),
    ...OTHER_VERDICTS.map((verdict) => countText({ rows }, verdict, language)),
  ];
  return parts.filter((part) => part !== "").join(words.comma);
}

const OTHER_VERDICTS = ["inconclusive", "not-comparable", "improved"] as const;

function countText({ rows }: Pick<CheckResult, "rows">, wanted: Verdict, language: Language): string {
  const count = rows.filter(({ verdict }) => verdict === wanted).length;
  return count === 0 ? "" : verdictCount(count, wanted, language);
}

function sidesOf({ base, head }: CheckResult): readonly [base: string, head: string] {
  return [base.name, head.name];
}

/** "24 comparisons of 4 cells between main and feature" */
function scopeText(result: CheckResult, words: VerdictWords): string {
  const cells = new Set(result.rows.map(({ cell }) => cell)).size;
  return words.scope(result.rows.length, cells, sidesOf(result));
}

function nameOf(row: CheckRow, language: Language): string {
  return verdictWords[language].figureOf(rowTitle(row, language), labelText(row, language));
}

/** "training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35)" */
function failureText(row: CheckRow, result: CheckResult, language: Language): string {
  const { ratio, verdict, limit, metric } = row;
  const words = verdictWords[language];
  // The reason names the figure and the limit.
  if (limit !== null) return words.broken(labelText(row, language), whyText(row, language));
  const name = nameOf(row, language);
  if (ratio !== null) {
    const middle = ratioText(ratio.middle);
    const { unit } = METRICS[metric];
    return words.times({ name, middle, unit, sides: sidesOf(result), interval: intervalText(ratio, language) });
  }
  const { base, head } = figureTexts(row, language);
  const way =
    verdict === "changed" || typeof row.base !== "number" || typeof row.head !== "number"
      ? "changed"
      : row.head > row.base
        ? "rose"
        : "fell";
  return words.went({ name, way, sides: sidesOf(result), base, head });
}
