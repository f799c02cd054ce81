import { groupBy } from "../../harness/base/group-by.ts";
import { printable } from "../../harness/base/printable.ts";
import {
  type CheckResult,
  type CheckRow,
  exitCodeOf,
  isUndecided,
  redRows,
} from "../../harness/judge/check/check-result.ts";
import { type Outcome, outcomeOf } from "../../harness/judge/check/outcome.ts";
import { ratioCell, rowTitle } from "../words/check/figures.ts";
import { explanation, figureTexts, suiteText, verdictText } from "../words/check/rows.ts";
import { checkSentence } from "../words/check/verdict.ts";

type TestCaseKind = "passed" | "failure" | "error" | "skipped";

interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly kind: TestCaseKind;
  /** Shown unless the case passed. */
  readonly message: string;
}

/**
 * The check as JUnit XML: first a suite with the verdict of the whole check, then one suite per cell with one case per
 * metric. Rows that fail the check are failures, and missing rows are errors. Rows without a
 * decision (unless that fails the check), waived or only a warning are skipped, with the reason.
 */
export function checkJunit(result: CheckResult): string {
  const red = new Set(redRows(result));
  const isFailure = (row: CheckRow) => red.has(row) || (result.strict && isUndecided(row));
  const cases = result.rows.map((row) => ({ cell: row.cell, ...caseOf(row, isFailure(row)) }));
  const suites = [[verdictCase(result)], ...groupBy(cases, ({ cell }) => cell).values()];
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escapedXml(`pricewar check ${result.matrix}`)}"${tally(suites.flat())}>
${suites.map((suite) => suiteMarkup(suite, result)).join("")}</testsuites>
`;
}

/** A check without rows has measured nothing, and what has no verdict is neither a failure nor a pass. */
function verdictCase(result: CheckResult): TestCase {
  const kind = exitCodeOf(result) === 4 ? "failure" : OUTCOME_KINDS[outcomeOf(result)];
  return { suite: "regression check", name: "verdict", kind, message: `${checkSentence(result)}.` };
}

const OUTCOME_KINDS: Readonly<Record<Outcome, TestCaseKind>> = {
  pass: "passed",
  regressed: "failure",
  "over-budget": "failure",
  changed: "failure",
  incomplete: "error",
  inconclusive: "skipped",
};

function caseOf(row: CheckRow, isFailure: boolean): TestCase {
  const { base, head } = figureTexts(row);
  const ratio = row.ratio === null ? "" : ` (ratio ${ratioCell(row.ratio)})`;
  return {
    suite: suiteText(row),
    name: rowTitle(row),
    kind: isFailure ? "failure" : KINDS[row.verdict],
    message: `${verdictText(row)}: ${base} in base, ${head} in head${ratio}. ${explanation(row)}`,
  };
}

/** For rows that do not fail the check. */
const KINDS: Readonly<Record<CheckRow["verdict"], TestCaseKind>> = {
  regressed: "skipped",
  "over-budget": "skipped",
  changed: "skipped",
  missing: "error",
  inconclusive: "skipped",
  "not-comparable": "skipped",
  improved: "passed",
  pass: "passed",
};

function suiteMarkup(cases: readonly TestCase[], { startedAt }: CheckResult): string {
  const name = escapedXml(cases[0]!.suite);
  return `  <testsuite name="${name}"${tally(cases)} timestamp="${escapedXml(startedAt)}">
${cases.map(caseMarkup).join("")}  </testsuite>
`;
}

function caseMarkup({ suite, name, kind, message }: TestCase): string {
  const start = `    <testcase classname="${escapedXml(suite)}" name="${escapedXml(name)}"`;
  if (kind === "passed") return `${start}/>\n`;
  return `${start}><${kind} message="${escapedXml(message)}"/></testcase>\n`;
}

/** Attributes with the number of cases by kind. */
function tally(cases: readonly TestCase[]): string {
  const count = (wanted: TestCaseKind) => cases.filter(({ kind }) => kind === wanted).length;
  return ` tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
}

/** What XML 1.0 does not allow even as a reference, of all that can be printed. */
const FORBIDDEN = /[\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
};

/** Safe in a quoted attribute and to print; characters that XML forbids become U+FFFD. */
function escapedXml(text: string): string {
  return printable(text)
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"'\t\n]/g, (character) => ENTITIES[character] ?? "");
}
