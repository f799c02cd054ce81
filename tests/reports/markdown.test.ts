import { expect, test } from "vitest";
import { reportMarkdown } from "../../reports/markdown.ts";
import { answersIn } from "../../reports/words/answer.ts";
import { groundsOf, headlineOf, plainText } from "../../reports/words/sentence.ts";
import { warningTexts } from "../../reports/words/warnings.ts";
import { analysisOf, HOSTILE, RUNS } from "./runs.ts";

/** As GitHub shows it: references are characters, and emphasis is none. */
const shown = (markdown: string) =>
  markdown.replaceAll("**", "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

test("the answer, its grounds, every configuration and every warning are there, as in the other outputs", () => {
  const analysis = analysisOf("quant");
  const text = shown(reportMarkdown(analysis));
  const parts = answersIn(analysis)[0]!;
  expect(text).toContain(`\n${plainText(headlineOf(parts))}\n`);
  expect(text).toContain(plainText(groundsOf(parts)));
  for (const { label } of analysis.configurations) expect(text).toContain(`| ${label} |`);
  for (const warning of warningTexts(analysis.warnings)) expect(text).toContain(`- ${warning}\n`);
});

test.each(Object.keys(RUNS))("every row of the table has a cell for each of its columns: %s", (name) => {
  const rows = reportMarkdown(analysisOf(name))
    .split("\n")
    .filter((line) => line.startsWith("| "));
  expect(rows.length).toBeGreaterThan(2);
  expect(new Set(rows.map((row) => row.split(" | ").length)).size).toBe(1);
});

test("hostile text stays text", () => {
  const text = reportMarkdown(analysisOf("hostile"));
  expect(text).not.toContain(HOSTILE);
  expect(text).not.toMatch(/<(?!\/?(details|summary)>)/);
});
