import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../../harness/base/errors.ts";
import { exitCodeOf, redRows } from "../../../../harness/judge/check/check-result.ts";
import { compareExact, lostFigures } from "../../../../harness/judge/check/exact.ts";
import { NO_LIMITS, parseLimits } from "../../../../harness/judge/check/limits.ts";
import type { Snapshot } from "../../../../harness/judge/check/snapshot.ts";
import { compareStored } from "../../../../harness/judge/check/stored.ts";
import { noteText } from "../../../../reports/words/check/notes.ts";
import { whyText } from "../../../../reports/words/check/rows.ts";
import { failedRecord, HOST, okRecord, skippedRecord } from "../../../fixtures/records.ts";
import { cellId, FACTS, snapshot, wrongOn } from "./snapshots.ts";

const compare = (base: Snapshot, head: Snapshot, limits = NO_LIMITS) =>
  compareStored(base, head, { limits, today: "2026-06-15", startedAt: "2026-06-15T10:00:00.000Z", strict: false });

/** The last note of every comparison of stored results. */
const NOT_PAIRED = { kind: "not-paired", matrix: "fixture" };

const OTHER_HOST = { ...HOST, cpu: "Other 3 GHz", cores: 4 };
const single = (about: Parameters<typeof snapshot>[0]) => snapshot({ axes: { quantization: ["int8"] }, ...about });

/** The verdict and the reason of one metric of the only cell, as a reader sees it. */
function judged(metric: string, base: Snapshot, head: Snapshot, limits = NO_LIMITS) {
  const row = compare(base, head, limits).rows.find((one) => one.metric === metric);
  return row === undefined ? null : [row.verdict, row.severity, whyText(row)];
}

describe("a run against itself", () => {
  const { rows, notes, ...result } = compare(snapshot(), snapshot());

  test("passes in every metric for which one sample is enough, and in no other", () => {
    expect(rows.filter(({ cell }) => cell === cellId("int8")).map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ["modelBytes", "pass"],
      ["parameters", "pass"],
      ["graph", "pass"],
      ["accuracy", "pass"],
      ["price", "pass"],
    ]);
    expect(rows).toHaveLength(10);
    expect(notes).toEqual([NOT_PAIRED]);
    expect(exitCodeOf({ rows, strict: false })).toBe(0);
  });

  test("says once how to get an answer for the times, with the matrix as it was named for the run", () => {
    expect(notes.map((note) => noteText(note))).toEqual([
      "times, memory and cost are not compared between stored results, except with limits; pricewar check --base-ref main --matrix fixture measures both in pairs",
    ]);
    const named = { ...snapshot(), matrixFile: "my/fixture.json" };
    expect(compare(snapshot(), named).notes.map((note) => noteText(note))[0]).toContain(
      "--matrix my/fixture.json measures",
    );
    const onOther = { ...named, otherDataset: "csv:a b.csv" };
    expect(compare(snapshot(), onOther).notes.map((note) => noteText(note))[0]).toContain(
      "--matrix my/fixture.json --dataset 'csv:a b.csv' measures",
    );
    expect(result).toMatchObject({ matrix: "fixture", seed: null, control: null });
  });
});

describe("sizes", () => {
  const bytes = (modelBytes: number, modelGzipBytes = 1) => single({ figures: { modelBytes, modelGzipBytes } });

  test("a byte more is a regression, a byte less an improvement", () => {
    expect(judged("modelBytes", bytes(1000), bytes(1001))).toEqual(["regressed", "error", "larger by 1 B (0.1 %)"]);
    expect(judged("modelBytes", bytes(1000), bytes(999))).toEqual(["improved", "error", "smaller by 1 B (0.1 %)"]);
    expect(judged("modelBytes", bytes(1000), bytes(1000))).toEqual(["pass", "error", "unchanged"]);
  });

  test("a margin lets growth pass up to it, and says so", () => {
    const limits = parseLimits('{ "limits": [{ "metric": "modelBytes", "change": "+10 %" }] }', "l.json");
    expect(judged("modelBytes", bytes(1000), bytes(1100), limits)).toEqual([
      "pass",
      "error",
      "larger by 100 B (10 %), within the 10 % allowed",
    ]);
    expect(judged("modelBytes", bytes(1000), bytes(1101), limits)?.[0]).toBe("regressed");
  });

  test("parameters and structure are compared apart from bytes", () => {
    const head = single({ facts: { graph: "xyz", parameters: 160_434 } });
    expect(judged("parameters", single({}), head)).toEqual(["regressed", "error", "larger by 1 (0.000623 %)"]);
    expect(judged("graph", single({}), head)).toEqual(["changed", "error", "from abc to xyz"]);
    expect(redRows(compare(single({}), head)).map(({ metric }) => metric)).toEqual(["parameters", "graph"]);
  });

  test("gate on another machine as well", () => {
    const head = single({ figures: { modelBytes: 642_001, host: OTHER_HOST } });
    expect(judged("modelBytes", single({}), head)?.[0]).toBe("regressed");
  });

  test("a figure that only the base has is missing, one that only the head has is a note", () => {
    expect(judged("graph", single({}), single({ facts: null }))?.[0]).toBe("missing");
    const { rows, notes } = compare(single({ facts: null }), single({}));
    expect(rows.map(({ metric }) => metric)).not.toContain("graph");
    expect(notes.map((note) => noteText(note))).toContain("graph structure: only the head has it, in 1 of 1 cell");
  });
});

describe("a price sheet", () => {
  test("that changed is a separate warning, and only budgets apply to costs", () => {
    const base = single({});
    const head: Snapshot = {
      ...base,
      cells: base.cells.map((cell) => ({
        ...cell,
        runs: cell.runs.map((run) => ({ ...run, metrics: { ...run.metrics, price: "p $2/h", usdPerMillionTexts: 5 } })),
      })),
    };
    const before = "aws/c7i.large/us-east-1/on-demand $0.08925/h";
    expect(judged("price", base, head)).toEqual(["changed", "warning", `from ${before} to p $2/h`]);
    expect(judged("usdPerMillionTexts", base, head)).toBeNull();
    expect(redRows(compare(base, head))).toEqual([]);
    const limits = parseLimits('{ "limits": [{ "metric": "usdPerMillionTexts", "max": "$4/M" }] }', "l.json");
    expect(judged("usdPerMillionTexts", base, base, limits)).toEqual([
      "pass",
      "error",
      "not above the limit of $4/M (l.json:1:55)",
    ]);
    expect(judged("usdPerMillionTexts", base, head, limits)).toEqual([
      "over-budget",
      "error",
      "cost of serving $5/M is above the limit of $4/M (l.json:1:55)",
    ]);
  });
});

describe("accuracy on equal machines", () => {
  const wrong = (...counts: number[]) =>
    single({
      seeds: counts.map((_, index) => index + 1),
      figures: ({ experiment: { training } }) => ({ correct: wrongOn(counts[training.seed - 1]!, 200) }),
    });

  test.each([
    // 1 of 200 rows is half a point, and more is too much.
    [
      [20],
      [21],
      "pass",
      "−0.5 points over 1 run of 200 test rows, not worse by more than 0.5 points (McNemar p 1.000)",
    ],
    [
      [20],
      [22],
      "regressed",
      "−1.0 points over 1 run of 200 test rows, worse by more than 0.5 points (McNemar p 0.500)",
    ],
    [
      [22],
      [20],
      "improved",
      "+1.0 points over 1 run of 200 test rows, better by more than 0.5 points (McNemar p 0.500)",
    ],
    // Pooled over the seeds: +1 and -4 rows of 400 are -0.75 points; -2 of one seed alone are half a point.
    [
      [20, 20],
      [19, 24],
      "regressed",
      "−0.8 points over 2 runs of 200 test rows, worse by more than 0.5 points (McNemar p 0.375)",
    ],
    [
      [20, 20],
      [22, 20],
      "pass",
      "−0.5 points over 2 runs of 200 test rows, not worse by more than 0.5 points (McNemar p 0.500)",
    ],
  ])("%j wrong, then %j: %s", (base, head, verdict, reason) => {
    expect(judged("accuracy", wrong(...base), wrong(...head))).toEqual([verdict, "error", reason]);
  });

  test("follows the margin of its limit", () => {
    const limits = parseLimits('{ "limits": [{ "metric": "accuracy", "change": "-2 pp" }] }', "l.json");
    expect(judged("accuracy", wrong(20), wrong(24), limits)?.[0]).toBe("pass");
    expect(judged("accuracy", wrong(20), wrong(25), limits)?.[0]).toBe("regressed");
  });

  test("of a head with more seeds is compared on those of the base", () => {
    expect(judged("accuracy", wrong(20), wrong(20, 100))?.[0]).toBe("pass");
  });
});

describe("accuracy across machines", () => {
  const wrong = (count: number, host = HOST) => single({ figures: { correct: wrongOn(count, 400), host } });

  // The 95 % interval of 40 rows of 400 lost is about -10 ± 2.9 points; of 4 rows, -1 ± 1; none differ: 0 ± 0.
  test.each([
    [20, 60, "regressed"],
    [60, 20, "improved"],
    [20, 24, "inconclusive"],
    [20, 20, "pass"],
  ])("%i, then %i of 400 rows wrong: %s", (base, head, verdict) => {
    const [found, , reason] = judged("accuracy", wrong(base), wrong(head, OTHER_HOST))!;
    expect(found).toBe(verdict);
    expect(reason).toContain('on different machines: cpu "Example Xeon 2.4 GHz" → "Other 3 GHz", cores 2 → 4');
  });

  test("times are judged by limits alone", () => {
    const head = single({ figures: { p50Ms: 80, correct: wrongOn(20, 400), host: OTHER_HOST } });
    expect(judged("p50Ms", wrong(20), head)).toBeNull();
    const limits = (max: string) => parseLimits(`{ "limits": [{ "metric": "p50Ms", "max": "${max}" }] }`, "l.json");
    expect(judged("p50Ms", wrong(20), head, limits("90 ms"))?.[0]).toBe("pass");
    expect(judged("p50Ms", wrong(20), head, limits("70 ms"))?.[0]).toBe("over-budget");
    expect(exitCodeOf({ rows: compare(wrong(20), head).rows, strict: true })).toBe(0);
  });

  test("a figure that another machine does not report is not missing", () => {
    const head = single({ figures: { peakRssBytes: null, host: OTHER_HOST } });
    expect(judged("peakRssBytes", single({}), head)).toBeNull();
    expect(judged("peakRssBytes", single({}), single({ figures: { peakRssBytes: null } }))?.[0]).toBe("missing");
  });
});

describe("other test rows", () => {
  test("are not comparable with another dataset, or with more rows", () => {
    const base = single({});
    const renamed = { ...base, cells: base.cells.map((cell) => ({ ...cell, dataset: "brown-press@0" })) };
    expect(judged("accuracy", base, renamed)?.[0]).toBe("not-comparable");
    const longer = single({ figures: { correct: wrongOn(1, 16) } });
    const [verdict, , reason] = judged("accuracy", base, longer)!;
    expect(verdict).toBe("not-comparable");
    expect(reason).toMatch(
      /^different test rows: brown-press@\w+ with 8 test rows → brown-press@\w+ with 16 test rows;/,
    );
  });
});

describe("what one side lacks", () => {
  const missing = (base: Snapshot, head: Snapshot) =>
    compare(base, head)
      .rows.filter(({ verdict }) => verdict === "missing")
      .map((row) => [row.cell, whyText(row)]);

  test("a cell that the head dropped is missing, and ends with 3", () => {
    const head = single({});
    expect(missing(snapshot(), head)).toEqual([[cellId("float32"), "the head has no such cell"]]);
    expect(exitCodeOf(compare(snapshot(), head))).toBe(3);
  });

  test("a cell that only the head has is a note", () => {
    const { rows, notes } = compare(single({}), snapshot());
    expect(new Set(rows.map(({ cell }) => cell))).toEqual(new Set([cellId("int8")]));
    expect(notes.slice(0, -1).map((note) => noteText(note))).toEqual([
      "float32 is new: only the head has it, so it cannot be compared",
    ]);
    expect(notes.at(-1)).toEqual(NOT_PAIRED);
  });

  test("a budget holds for what only the head has as well: a new cell, and a new figure", () => {
    const limits = parseLimits(
      `{ "limits": [{ "metric": "modelBytes", "cells": "quantization=float32", "max": "1 kB" },
        { "metric": "parameters", "max": "160,432" }, { "metric": "accuracy", "min": "1 %" }] }`,
      "l.json",
    );
    const broken = (base: Snapshot, head: Snapshot) =>
      redRows(compare(base, head, limits)).map(({ cell, metric, base: before }) => [cell, metric, before]);
    expect(broken(single({}), snapshot())).toEqual([
      [cellId("int8"), "parameters", FACTS.parameters],
      [cellId("float32"), "modelBytes", null],
      [cellId("float32"), "parameters", null],
    ]);
    expect(broken(single({ facts: null }), single({}))).toEqual([[cellId("int8"), "parameters", null]]);
    expect(compare(single({}), snapshot(), NO_LIMITS).rows.map(({ cell }) => cell)).not.toContain(cellId("float32"));
  });

  test("a noisy figure that the head's run has lost is missing where no pair has it", () => {
    const memory = (peakRssBytes: number | null) => single({ figures: { peakRssBytes } });
    const [base, head] = [memory(1e8), memory(null)];
    const { matched } = compareExact(base, head, { limits: NO_LIMITS, matrix: "fixture" });
    const [gone, ...more] = lostFigures(matched, []);
    expect(more).toEqual([]);
    expect(gone).toMatchObject({ metric: "peakRssBytes", verdict: "missing", base: 1e8, head: null });
    expect(lostFigures(matched, [{ ...gone!, cell: "other", alsoOf: [cellId("int8")] }])).toEqual([]);
  });

  test("a cell that failed is missing on whichever side it failed", () => {
    const failing = snapshot({ records: ([a, b]) => [okRecord(a!), failedRecord(b!)] });
    const why = "backend error while serving: session refused the model";
    expect(missing(snapshot(), failing)).toEqual([[cellId("int8"), `the head did not finish seed 1: ${why}`]]);
    expect(missing(failing, snapshot())).toEqual([[cellId("int8"), `the base did not finish seed 1: ${why}`]]);
    // New in the head, and failed there.
    const old = snapshot({ axes: { quantization: ["float32"] } });
    expect(missing(old, failing)).toEqual([[cellId("int8"), `the head did not finish seed 1: ${why}`]]);
  });

  test("a seed that the head no longer plans is missing", () => {
    expect(missing(single({ seeds: [1, 2] }), single({ seeds: [1] }))).toEqual([
      [cellId("int8"), "the head has no run of seed 2, repeat 1"],
    ]);
  });

  test("a cell that the base's machine skipped is a note, one that only the head's skips is missing", () => {
    const skipping = snapshot({ records: ([a, b]) => [okRecord(a!), skippedRecord(b!)] });
    expect(
      compare(skipping, snapshot())
        .notes.slice(0, -1)
        .map((note) => noteText(note)),
    ).toEqual(["int8 was not compared: the base skipped it (no such device)"]);
    expect(missing(skipping, snapshot())).toEqual([]);
    expect(missing(skipping, skipping)).toEqual([]);
    const failing = snapshot({ records: ([a, b]) => [okRecord(a!), failedRecord(b!)] });
    expect(missing(skipping, failing)).toHaveLength(1);
    expect(missing(snapshot(), skipping)).toEqual([
      [cellId("int8"), "the head did not finish seed 1: skipped, no such device"],
    ]);
  });
});

test("limits are applied: broken budgets, waivers, and notes on those that expired", () => {
  const text = `{
    "limits": [{ "metric": "p50Ms", "max": "0.05 ms" }],
    "waivers": [
      { "metric": "graph", "until": "2026-06-15", "reason": "a new operator" },
      { "metric": "p50Ms", "until": "2026-06-14", "reason": "a slow week" }
    ]
  }`;
  const head = single({ facts: { ...FACTS, graph: "xyz" } });
  const result = compare(single({}), head, parseLimits(text, "l.json"));
  expect(redRows(result).map(({ metric, verdict }) => [metric, verdict])).toEqual([["p50Ms", "over-budget"]]);
  expect(result.rows.find(({ metric }) => metric === "graph")).toMatchObject({
    verdict: "changed",
    waiver: { reason: "a new operator", until: "2026-06-15" },
  });
  expect(result.notes.slice(0, -1).map((note) => noteText(note))).toEqual([
    "l.json:5:7: the waiver for p50Ms expired after 2026-06-14",
  ]);
});

test("two matrices are no comparison", () => {
  expect(() => compare(snapshot(), snapshot({ name: "quant" }))).toThrow(ConfigError);
});
