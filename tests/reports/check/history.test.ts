import { describe, expect, test } from "vitest";
import { type Baseline, baselineOf } from "../../../harness/judge/check/baseline.ts";
import { snapshotOf } from "../../../harness/judge/check/snapshot.ts";
import { historyOf } from "../../../reports/check/history.ts";
import { drawHistory } from "../../../reports/check/history-charts.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { compileWarnings } from "../compile-warnings.ts";
import { expectTranslated } from "../in-chinese.ts";
import { configuration, HISTORY } from "./histories.ts";
import { HOSTILE } from "./results.ts";

test("the current baseline comes last, after its earlier versions", () => {
  const plan = makePlan({ name: "quant", axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const baselineFrom = (modelBytes: number, commit: string, before: Baseline | null) => {
    const records = plan.cells.map((cell) => okRecord(cell, { modelBytes }));
    return baselineOf(snapshotOf(plan, records, new Map(), { name: "run", commit }), "quant", before);
  };
  const { entries } = historyOf("quant", baselineFrom(1000, "b", baselineFrom(2000, "a", null)));
  expect(
    entries.map(({ commit, configurations }) => [commit, configurations.map(({ modelBytes }) => modelBytes)]),
  ).toEqual([
    ["a", [2000, 2000]],
    ["b", [1000, 1000]],
  ]);
});

describe("charts", () => {
  const titles = (history: typeof HISTORY) => drawHistory(history, "history-1").map(({ chart }) => chart.title);

  test("state the largest change of each figure", () => {
    expect(titles(HISTORY)).toEqual([
      "Model file of int8-rows fell from 200 kB to 180 kB over 3 commits",
      "Accuracy of float32 fell from 90.0 % to 88.0 % (−2.0 points) over 3 commits",
      "Cost of serving of float32 rose from $0.000500 to $0.00100 over 3 commits",
    ]);
  });

  test("state that nothing changed, or that there is one commit so far", () => {
    const [first, second] = HISTORY.entries;
    expect(titles({ name: "quant", entries: [first!] })[0]).toBe("Model file: one commit so far, aaaaaaa");
    expect(titles({ name: "quant", entries: [first!, second!] })[1]).toBe(
      "Accuracy: the same at the end as at the start, over 2 commits",
    );
  });

  test("say the same in Chinese", () => {
    const [first] = HISTORY.entries;
    for (const history of [HISTORY, { name: "quant", entries: [first!] }]) {
      const chinese = drawHistory(history, "h", "zh");
      drawHistory(history, "h").forEach(({ chart }, index) => {
        const other = chinese[index]!.chart;
        expectTranslated(chart.title, other.title, history);
        expectTranslated(chart.subtitle, other.subtitle, history);
        expectTranslated(chart.description, other.description, history);
      });
    }
    expect(drawHistory(HISTORY, "h", "zh")[1]!.chart.title).toBe(
      "float32的准确率在3次提交中从90.0 %降至88.0 %（−2.0个百分点）",
    );
  });

  test("plot one point per commit and configuration, in the order of the history and the unit of the axis", () => {
    const [bytes] = drawHistory(HISTORY, "history-1");
    const { values } = bytes!.chart.spec.data as unknown as { values: { commit: string; plotted: number }[] };
    expect(values.map(({ commit, plotted }) => [commit, plotted])).toEqual([
      ["aaaaaaa", 640],
      ["aaaaaaa", 200],
      ["bbbbbbb", 640],
      ["bbbbbbb", 180],
      ["ccccccc", 640],
      ["ccccccc", 180],
    ]);
  });

  test("take the last of several entries of a commit", () => {
    const again = { ...HISTORY.entries[0]!, configurations: [configuration("float32", { modelBytes: 1000 })] };
    const [bytes] = drawHistory({ name: "quant", entries: [HISTORY.entries[0]!, again] }, "history-1");
    const { values } = bytes!.chart.spec.data as unknown as { values: { plotted: number }[] };
    expect(values.map(({ plotted }) => plotted)).toEqual([1]);
  });

  test("leave out what was never measured", () => {
    const entries = [
      { ...HISTORY.entries[0]!, configurations: [configuration("a", { accuracy: null, usdPerMillionTexts: null })] },
    ];
    expect(drawHistory({ name: "quant", entries }, "history-1").map(({ name }) => name)).toEqual([
      "history-1-modelBytes",
    ]);
    expect(drawHistory({ name: "quant", entries: [] }, "history-1")).toEqual([]);
  });

  test.each([
    ["two configurations", ["a", "b"]],
    ["more than colors", Array.from({ length: 12 }, (_, index) => `c${index}`)],
    ["hostile names", [HOSTILE]],
  ])("compile without a warning: %s", (_, labels) => {
    const entries = HISTORY.entries.map((entry) => ({
      ...entry,
      configurations: labels.map((label) => configuration(label)),
    }));
    const charts = drawHistory({ name: "x", entries }, "h");
    expect(charts.flatMap(({ chart }) => compileWarnings(chart.spec))).toEqual([]);
  });
});
