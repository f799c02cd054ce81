/** Page, terminal, summary and chart are made of one analysis: they must never disagree about it. */
import { describe, expect, test } from "vitest";
import type { Say } from "../../experiments/print.ts";
import { sayAnswer } from "../../experiments/say-result.ts";
import { configurationTable } from "../../experiments/tables.ts";
import type { RunRecord } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { answersIn, answerText } from "../../reports/words/answer.ts";
import { answerTitle } from "../../reports/words/answer-title.ts";
import { refusalText } from "../../reports/words/refusal.ts";
import { groundsOf, headlineOf, plainText } from "../../reports/words/sentence.ts";
import { analyzed, COSTS } from "../fixtures/analyses.ts";
import { type AnsweredRows, answers } from "../fixtures/answers.ts";
import { failedRecord, makePlan, okRecord, type PlanOptions, type RunFigures } from "../fixtures/records.ts";
import { withSamples } from "../fixtures/serving-samples.ts";
import { expectTranslated } from "./in-chinese.ts";
import { plainOf, statedAnswer, statedWarnings } from "./page-text.ts";
import { summaryJson } from "./summary-texts.ts";

const SOUND = answers([0, 0, 470], [0, 1, 30], [1, 1, 470], [1, 0, 30]);
const POOR = answers([0, 0, 400], [0, 1, 100], [1, 1, 400], [1, 0, 100]);
/** As good as SOUND, but on other rows. */
const OTHER = answers([0, 1, 30], [0, 0, 470], [1, 0, 30], [1, 1, 470]);
const CONSTANT = answers([0, 0, 500], [1, 0, 500]);

type Scheme = "float32" | "int8" | "int4";

/** Validation and test rows are answered alike; null for a run that has not run. */
function outcome(
  by: (scheme: Scheme) => (RunFigures & { readonly rows?: AnsweredRows }) | "failed" | null,
  options: Partial<PlanOptions> = {},
): Analysis {
  const plan = makePlan({ axes: { quantization: ["float32", "int8", "int4"] }, labels: ["no", "yes"], ...options });
  const records = plan.cells.flatMap((cell): RunRecord[] => {
    const given = by((cell.fields.quantization ?? "float32") as Scheme);
    if (given === null) return [];
    if (given === "failed") return [failedRecord(cell, "out of disk")];
    const { rows = SOUND, ...figures } = given;
    return [okRecord(cell, { test: rows, validation: rows, ...figures })];
  });
  return analyzed(plan, withSamples(records));
}

const cost = (scheme: Scheme) => ({ usdPerMillionTexts: COSTS[scheme]! });
const dear = (scheme: Scheme) => ({ usdPerMillionTexts: 1 / COSTS[scheme]! });

const OUTCOMES: readonly (readonly [
  name: string,
  analysis: Analysis,
  kind: Analysis["answer"]["kind"],
  winner: string | null,
])[] = [
  ["the cheapest wins", outcome(cost), "cheapest", "int4"],
  [
    "the cheapest is too poor",
    outcome((scheme) => ({ ...cost(scheme), ...(scheme === "int4" && { rows: POOR }) })),
    "cheapest",
    "int8",
  ],
  ["the baseline is the cheapest", outcome(dear), "baseline-cheapest", "float32"],
  ["all cost the same", outcome(() => ({ usdPerMillionTexts: 0.002 })), "all-tie", "float32"],
  [
    "the baseline ties with the cheapest",
    outcome((scheme) => ({ usdPerMillionTexts: scheme === "int4" ? 0.009 : 0.002 })),
    "no-saving",
    "float32",
  ],
  ["there is one configuration", outcome(cost, { axes: {} }), "only-one", "fixture"],
  [
    "the cheaper ones are not shown to be good enough",
    outcome((scheme) => ({ ...cost(scheme), ...(scheme !== "float32" && { rows: OTHER }) })),
    "baseline-cheapest",
    "float32",
  ],
  ["none reaches the floor", outcome(cost, { accuracyFloor: { atLeast: 0.99 } }), "none-within-floor", null],
  ["none is shown to reach the floor", outcome(cost, { accuracyFloor: { atLeast: 0.939 } }), "none-within-floor", null],
  ["none finds a class", outcome((scheme) => ({ ...cost(scheme), rows: CONSTANT })), "none-useful", null],
  [
    "the baseline finds no class, another does",
    outcome((scheme) => ({ ...cost(scheme), ...(scheme !== "int8" && { rows: CONSTANT }) })),
    "cheapest",
    "int8",
  ],
  ["the baseline failed", outcome((scheme) => (scheme === "float32" ? "failed" : cost(scheme))), "no-baseline", null],
  ["all failed", outcome(() => "failed"), "nothing-finished", null],
  ["nothing has run", outcome(() => null), "nothing-finished", null],
];

const assets = await readPageAssets();

/** What is printed, without colors. */
function sayings(work: (say: Say) => void): string {
  const said: string[] = [];
  work((text) => {
    const pieces = typeof text === "string" ? [text] : text;
    said.push(pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join(""));
  });
  return said.join("\n");
}

describe.each(OUTCOMES)("%s", (_, analysis, kind, winner) => {
  const page = renderReport({ analysis, assets: { ...assets, libraries: [] } });
  const summary = JSON.parse(summaryJson(analysis));
  const terminal = sayings((say) => sayAnswer(say, analysis));
  const lines = terminal.split("\n");
  const labelOf = (id: string | null) => analysis.configurations.find((one) => one.id === id)?.label ?? null;
  const rows = [
    ...page
      .slice(page.indexOf('<table id="configurations"'))
      .split("</table>")[0]!
      .matchAll(/<tr class="([^"]*)"[^>]*>(.*?)<\/tr>/gs),
  ].map(([, names, cells]) => {
    const [label, verdict] = [...cells!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!.split("<small>"),
    );
    return {
      isWinner: names!.includes("winner"),
      label: plainOf(label![0]!),
      verdict: plainOf(verdict![0]!),
      why: plainOf(verdict![1] ?? ""),
    };
  });

  test("has the planned answer in every output", () => {
    expect(analysis.answer.kind).toBe(kind);
    expect(labelOf(analysis.answer.winner)).toBe(winner);
    expect(summary.answer).toMatchObject({ kind, winner: analysis.answer.winner, text: answerText(analysis) });
    expect(statedAnswer(page)).toBe(answerText(analysis));
    expect(lines[0]).toBe(plainText(headlineOf(answersIn(analysis)[0]!)));
    expect(terminal).toContain(plainText(groundsOf(answersIn(analysis)[0]!)));
  });

  test("gives the same warnings in every output", () => {
    expect(statedWarnings(page)).toEqual(summary.warnings);
    for (const warning of summary.warnings) expect(lines).toContain(warning);
  });

  test("names the winner, and no other, as the answer", () => {
    const ofWinner = winner === null ? [] : [winner];
    expect(rows.filter(({ isWinner }) => isWinner).map(({ label }) => label)).toEqual(ofWinner);
    const marked = configurationTable(analysis)
      .split("\n")
      .filter((line) => line.startsWith("* "));
    expect(marked).toHaveLength(ofWinner.length);
    for (const line of marked) expect(line.slice(2)).toMatch(new RegExp(`^${winner}\\b`));
    const strong = headlineOf(answersIn(analysis)[0]!).flatMap((span) =>
      typeof span === "string" ? [] : [span.strong],
    );
    for (const name of strong) expect(ofWinner).toContain(name);
    const title = answerTitle(analysis, analysis.configurations.length);
    const isAlone = analysis.configurations.filter(({ isEligible }) => isEligible).length === 1;
    const isNamed = kind === "cheapest" || (kind === "baseline-cheapest" && isAlone);
    expect(/ is the (cheapest|only) configuration that is /.test(title)).toBe(isNamed);
    if (isNamed) expect(title).toContain(winner);
    expectTranslated(title, answerTitle(analysis, analysis.configurations.length, "zh"), winner);
  });

  test("says the same of every configuration that cannot be the answer", () => {
    expect(rows).toHaveLength(analysis.configurations.length);
    for (const { label, refusal, figures } of analysis.configurations) {
      const row = rows.find((one) => one.label === label)!;
      const {
        refusal: text,
        refusedFor,
        isEligible,
      } = summary.configurations.find((one: { label: string }) => one.label === label);
      expect({ text, refusedFor, isEligible }).toEqual({
        text: refusal === null ? null : refusalText(refusal),
        refusedFor: refusal === null ? null : JSON.parse(JSON.stringify(refusal)),
        isEligible: refusal === null,
      });
      expect(row.why).toBe(refusal === null ? "" : refusalText(refusal));
      if (refusal !== null) expect(row.verdict).not.toMatch(/cheapest|^accurate enough$/);
      if (refusal === null) expect(row.verdict).not.toMatch(/not eligible|useless|misses|below|not shown/);
      expect(figures === null).toBe(row.verdict === "no figures");
    }
  });
});
