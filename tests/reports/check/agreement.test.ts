/** Everything that shows a check tells the same outcome, and the same verdict of every row. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeCheck } from "../../../harness/judge/check/check-file.io.ts";
import type { CheckResult, CheckRow } from "../../../harness/judge/check/check-result.ts";
import { METRICS } from "../../../harness/judge/check/metrics.ts";
import { checkAnnotations } from "../../../reports/check/annotations.ts";
import { checkJunit } from "../../../reports/check/junit.ts";
import { checkMarkdown } from "../../../reports/check/markdown.ts";
import { checkSection } from "../../../reports/check/section.ts";
import { checkForTerminal } from "../../../reports/check/terminal.ts";
import { renderIndex } from "../../../reports/index-page.ts";
import { readPageAssets } from "../../../reports/libraries.io.ts";
import { plainPaint } from "../../../reports/painted.ts";
import { explainText } from "../../../reports/words/check/explain.ts";
import { analysisOf } from "../runs.ts";
import {
  BIGGER,
  ELSEWHERE,
  LOST,
  OVER_BUDGET,
  REWIRED,
  result,
  row,
  SLOWER,
  UNSURE,
  WAIVED,
  WARNED,
} from "./results.ts";

const assets = { ...(await readPageAssets()), libraries: [] };
const SMALL = row({ ...BIGGER, verdict: "pass" });
const COST = row({ ...SLOWER, metric: "usdPerMillionTexts", reason: { kind: "follows", metric: "textsPerSecond" } });

/** A planned outcome, the word that leads it everywhere, and a check that has it. */
const OUTCOMES: readonly (readonly [name: string, word: string, result: CheckResult])[] = [
  ["all pass", "Pass", result([row(), SMALL])],
  ["a faster step", "Pass", result([row({ verdict: "improved", ratio: { middle: 0.5, low: 0.4, high: 0.6 } })])],
  ["one time of two is open", "Pass", result([row(), UNSURE])],
  ["one time of two is open, strictly", "Inconclusive", result([row(), UNSURE], { strict: true })],
  ["no time was told", "Inconclusive", result([UNSURE, SMALL])],
  ["the memory is of another machine", "Inconclusive", result([row(), ELSEWHERE])],
  ["the memory is of another machine, strictly", "Inconclusive", result([row(), ELSEWHERE], { strict: true })],
  ["a regression", "Regressed", result([row(), SLOWER])],
  ["slower, and so dearer", "Regressed", result([row({ ...SLOWER, metric: "textsPerSecond" }), COST])],
  ["a missed budget", "Over budget", result([row(), OVER_BUDGET])],
  ["a regression and a missed budget", "Regressed", result([OVER_BUDGET, SLOWER])],
  ["a changed graph", "Changed", result([REWIRED, SMALL])],
  ["a waiver and a warning", "Pass", result([WAIVED, WARNED, row({ label: "other", cell: "c2" })])],
  ["a lost figure", "Incomplete", result([LOST, row()])],
  ["nothing", "Incomplete", result([])],
];

const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, " ");

async function checkFile(one: CheckResult): Promise<{ outcome: string; rows: CheckRow[] }> {
  const folder = await mkdtemp(join(tmpdir(), "pricewar-agreement-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeCheck(join(folder, "check.json"), one);
  return JSON.parse(await readFile(join(folder, "check.json"), "utf8"));
}

/** What a reader of the index sees beside the run. */
function indexCell(one: CheckResult): string {
  const runs = [{ folder: "quant", analysis: analysisOf("lone"), check: one }];
  const page = renderIndex({ runs, histories: [], reportFile: "report.html", assets });
  return plain(
    page.slice(page.lastIndexOf('<td class="words answers"', page.indexOf("</tbody>")), page.indexOf("</tbody>")),
  );
}

/** As the file names it: "Over budget" -> "over-budget". */
const named = (word: string) => word.toLowerCase().replace(" ", "-");

describe.each(OUTCOMES)("%s", (_name, word, one) => {
  test(`leads with ${word} in the terminal, the summary, the page, the index and check.json`, async () => {
    const terminal = plainPaint(checkForTerminal(one)).split("\n")[0]!;
    expect(terminal.startsWith(`${word}: `)).toBe(true);
    expect(plain(checkMarkdown(one).split("\n")[2]!)).toBe(`**${terminal.slice(0, -1)}.**`);
    expect(plain(checkSection(one).markup).replace(" : ", ": ")).toContain(terminal);
    expect(indexCell(one)).toContain(terminal);
    expect((await checkFile(one)).outcome).toBe(named(word));
  });

  test("has the same outcome for a machine: JUnit's verdict, and what GitHub annotates", () => {
    const terminal = plainPaint(checkForTerminal(one)).split("\n")[0]!;
    const [verdict] = /<testcase classname="regression check" name="verdict".*\n/.exec(checkJunit(one))!;
    const annotations = checkAnnotations(one);
    if (word === "Pass") {
      expect(verdict).toMatch(/\/>\n$/);
      expect(annotations).not.toContain("::error");
      return;
    }
    const kind = word === "Incomplete" ? "error" : word === "Inconclusive" && !one.strict ? "skipped" : "failure";
    expect(verdict).toContain(`<${kind} message="${word}: `);
    expect(plain(verdict.replaceAll("&quot;", '"'))).toBe(" ");
    expect(verdict).toContain(terminal.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
    expect(annotations.startsWith(word === "Inconclusive" && !one.strict ? "::warning" : "::error")).toBe(true);
    if (word === "Inconclusive") expect(annotations).toContain(`title=regression check::${word}: `);
  });

  test("has each row's verdict in every output that lists the row", async () => {
    const { rows } = await checkFile(one);
    const terminal = plainPaint(checkForTerminal(one, { verbose: true }));
    const markdown = plain(checkMarkdown(one));
    const page = plain(checkSection(one).markup);
    const cases = checkJunit(one);
    for (const [index, row] of one.rows.entries()) {
      const { title } = METRICS[row.metric];
      const verdict = explainText(row).split("\n")[0]!.split(": ")[1]!;
      expect(rows[index]!.verdict).toBe(row.verdict);
      expect(terminal).toMatch(new RegExp(`^${escaped(verdict)} +${escaped(row.label)} +${title} `, "m"));
      expect(markdown).toContain(`| ${verdict} | ${row.label} | ${title} |`);
      expect(page).toContain(`${row.label} ${title} ${verdict} `);
      const isQuiet = row.verdict === "pass" || row.verdict === "improved";
      const ending = isQuiet ? "/>" : `><[a-z]+ message="${escaped(verdict)}: `;
      expect(cases).toMatch(new RegExp(`<testcase classname="${escaped(row.label)}" name="${title}"${ending}`));
    }
  });
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
