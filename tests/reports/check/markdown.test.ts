import { expect, test } from "vitest";
import type { CheckRow } from "../../../harness/judge/check/check-result.ts";
import { checkMarkdown, SUMMARY_LIMIT_BYTES } from "../../../reports/check/markdown.ts";
import { ALL, LOST, RESULTS, result, row, SLOWER } from "./results.ts";

test("verdict, table, counts, notes, and the rest folded up", () => {
  expect(checkMarkdown(result([row(), SLOWER, LOST]))).toBe(`## Regression check

**Regressed: training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35); 1 missing.**

| verdict | cell | metric | base | head | head / base | why |
|---|---|---|--:|--:|--:|---|
| regressed | float32 | training step | 1.2 ms | 1.57 ms | 1.31 (1.27 to 1.35) | Slower than the margin of 5 % allows (p &#60; 0.001). |
| missing | float32 | latency p50 | 1.2 ms | — | — | The head timed out. |

In total: 1 regressed, 1 missing and 1 pass.

- Only the head has int4-blocks

<details><summary>Passes</summary>

| verdict | cell | metric | base | head | head / base | why |
|---|---|---|--:|--:|--:|---|
| pass | float32 | training step | 1.2 ms | 1.21 ms | 1.01 (0.99 to 1.02) | The upper bound is below 1.20. |

</details>

<details><summary>What was compared</summary>

- Base: main (1a2b3c4)
- Head: feature (6f5e4d3)
- Matrix: quant
- Started: 2026-11-24T10:00:00.000Z
- Control: Base against base did not move.

</details>

`);
});

const bytes = (text: string) => Buffer.byteLength(text, "utf8");
const shownRows = (text: string) => text.match(/^\| (?!verdict)/gm)?.length ?? 0;

/** Rows whose every text is as long as it is dear: three bytes a character, or a reference each. */
const heavy = (count: number, character: string, fields: Partial<CheckRow>) =>
  Array.from({ length: count }, () =>
    row({ label: character.repeat(5000), reason: { kind: "text", text: character.repeat(5000) }, ...fields }),
  );

test.each([
  ["troubles", heavy(3000, "字", { verdict: "inconclusive" })],
  ["passes", heavy(3000, "|", {})],
  ["both", [...heavy(2000, "$", {}), ...heavy(2000, "字", { verdict: "inconclusive" })]],
])("is under GitHub's limit and says what was left out: %s", (_, rows) => {
  const long = "<".repeat(9000);
  const side = {
    name: long,
    commit: long,
    fingerprint: Object.fromEntries(rows.map((_, index) => [`${index}`, long])),
  };
  const notes = rows.map(() => ({ kind: "text" as const, text: long }));
  const text = checkMarkdown(result(rows, { base: side, head: { ...side, fingerprint: {} }, notes }));
  expect(bytes(text)).toBeLessThan(SUMMARY_LIMIT_BYTES);
  expect(bytes(text)).toBeGreaterThan(0.95 * SUMMARY_LIMIT_BYTES);
  const left = [...text.matchAll(/^([\d,]+) of [\d,]+ rows left out/gm)].map(([, count]) =>
    Number(count!.replace(",", "")),
  );
  expect(shownRows(text) + left.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
});

test("a thousand plain rows are all there", () => {
  const text = checkMarkdown(RESULTS.many!);
  expect(shownRows(text)).toBe(1000);
  expect(text).not.toContain("left out");
});

test("hostile text stays text in its cell", () => {
  const text = checkMarkdown(RESULTS.hostile!);
  expect(text.match(/<(?!\/?(details|summary)>)/g)).toBeNull();
  expect(text.replaceAll("**", "")).not.toMatch(/[`*_[\]$~@\\]/);
  for (const line of text.split("\n").filter((one) => one.startsWith("|"))) expect(line.split("|")).toHaveLength(9);
  expect(text).not.toMatch(/^::error/m);
});

test("a check without a row has no table", () => {
  const text = checkMarkdown(RESULTS.empty!);
  expect(text).toContain("**Incomplete: nothing was compared between main and feature.**");
  expect(text).not.toContain("| verdict");
});

test("the worst row comes first", () => {
  const verdicts = [...checkMarkdown(result(ALL)).matchAll(/^\| ([a-z() ]+) \|/gm)].map(([, verdict]) => verdict);
  expect(verdicts.filter((verdict) => verdict !== "verdict").slice(0, 3)).toEqual([
    "regressed",
    "regressed",
    "changed",
  ]);
});
