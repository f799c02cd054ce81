import { expect, test } from "vitest";
import type { CheckResult } from "../../../harness/judge/check/check-result.ts";
import { checkForTerminal, type TerminalView } from "../../../reports/check/terminal.ts";
import { plainPaint } from "../../../reports/painted.ts";
import { explanation } from "../../../reports/words/check/rows.ts";
import { ALL, ELSEWHERE, RESULTS, result, row, SLOWER, UNSURE } from "./results.ts";

const textOf = (one: CheckResult, view?: TerminalView) => plainPaint(checkForTerminal(one, view));

test("shows the whole check", () => {
  expect(textOf(result(ALL))).toMatchInlineSnapshot(`
    "Regressed: model file of int8-rows rose from 166,012 B in main to 166,340 B in feature; 2 more of 10 comparisons fail; 1 missing.

    verdict              cell       metric           base            head                    head / base
    regressed            int8-rows  model file       166,012 B       166,340 B                         —
      Larger by 328 B (0.198 %).
    regressed            float32    training step    1.2 ms          1.57 ms         1.31 (1.27 to 1.35)
      Slower than the margin of 5 % allows (p < 0.001).
    changed              float32    graph structure  aaaa00000001    bbbb00000002                      —
      The graph has 2 more nodes.
    regressed (waived)   int8-rows  model file       166,012 B       166,340 B                         —
      Larger by 328 B (0.198 %). Waived until 2026-12-01: new header.
    regressed (warning)  float32    training step    1.2 ms          1.57 ms         1.31 (1.27 to 1.35)
      Slower than the margin of 5 % allows (p < 0.001).
    missing              float32    latency p50      1.2 ms          —                                 —
      The head timed out.
    inconclusive         float32    throughput       51,200 texts/s  49,000 texts/s  0.96 (0.81 to 1.10)
      A drop of up to 19 % could have been missed.
    not comparable       float32    training memory  250 MB          300 MB                            —
      Cpu differs.
    improved             int8-rows  training step    2 ms            1 ms            0.50 (0.48 to 0.53)
      Faster than the margin.

    In total: 2 regressed, 1 changed, 1 regressed (waived), 1 regressed (warning), 1 missing, 1 inconclusive, 1 not comparable, 1 improved and 1 pass. Use --verbose to list the passes.

    Note: Only the head has int4-blocks
    Control: Base against base did not move.
    head / base: the median of the pairs’ ratios, which is not the ratio of the two columns.
    Compared: base main (1a2b3c4), head feature (6f5e4d3); matrix quant; 2026-11-24T10:00:00.000Z
    "
  `);
});

test("passes are counted, and listed when asked for", () => {
  const passing = RESULTS.passing!;
  expect(textOf(passing)).toContain("In total: 2 pass. Use --verbose to list the passes.");
  expect(textOf(passing)).not.toContain("training step");
  expect(textOf(passing, { verbose: true }).match(/^pass .*training step/gm)).toHaveLength(2);
});

test("a verdict says whether it is bad", () => {
  const pieces = checkForTerminal(result([SLOWER, row(), UNSURE]), { verbose: true });
  const styled = pieces.filter((piece) => typeof piece !== "string").map(({ text, style }) => [text, style]);
  expect(styled.slice(1)).toEqual([
    ["regressed", "bad"],
    ["inconclusive", "doubt"],
    ["pass", "good"],
  ]);
});

test("no text brings control characters or lines of its own", () => {
  const text = textOf(RESULTS.hostile!, { verbose: true });
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  expect(text).not.toMatch(/^::error/m);
});

test("a check without a row says so", () => {
  const text = textOf(RESULTS.empty!);
  expect(text).toBe(
    "Incomplete: nothing was compared between main and feature.\n\nCompared: base main (1a2b3c4), head feature (6f5e4d3); matrix quant; 2026-11-24T10:00:00.000Z\n",
  );
});

test("a reason shared by consecutive rows is shown once, below them", () => {
  const text = textOf(result([UNSURE, { ...UNSURE, metric: "p50Ms" }, ELSEWHERE]));
  expect(text.split(explanation(UNSURE))).toHaveLength(2);
  const lines = text.split("\n");
  const reason = lines.findIndex((line) => line.includes(explanation(UNSURE)));
  expect(lines[reason - 1]).toMatch(/^inconclusive .*latency p50/);
  expect(lines[reason - 2]).toMatch(/^inconclusive /);
});
