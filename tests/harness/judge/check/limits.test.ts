import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../../harness/base/errors.ts";
import { applyLimits, type LimitContext, limitNotes, marginOf } from "../../../../harness/judge/check/apply-limits.ts";
import type { CheckRow } from "../../../../harness/judge/check/check-result.ts";
import { NO_LIMITS, parseLimits } from "../../../../harness/judge/check/limits.ts";
import { limitsJsonSchema } from "../../../../harness/judge/check/limits-schema.ts";
import { whyText } from "../../../../reports/words/check/rows.ts";

const root = new URL("../../../../", import.meta.url);

test("the committed schema is up to date: `npm run schema` writes it", async () => {
  expect(await readFile(new URL("harness/limits.schema.json", root), "utf8")).toBe(limitsJsonSchema());
});

test("the shipped limits are sound and limit the cells of smoke.json", async () => {
  const limits = parseLimits(await readFile(new URL("experiments/limits.json", root), "utf8"), "limits.json");
  const { axes } = JSON.parse(await readFile(new URL("experiments/matrices/smoke.json", root), "utf8"));
  const fields = new Map<string, Record<string, string>>(
    axes.quantization.map((quantization: string) => [quantization, { quantization, serveBackend: "onnx" }]),
  );
  expect(limits.limits.length).toBeGreaterThan(3);
  expect(limitNotes({ limits, matrix: "smoke", fields, today: "2026-01-01" })).toEqual([]);
});

function refusals(text: string): string[] {
  try {
    parseLimits(text, "l.json");
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  throw new Error("the limits were accepted");
}

const lines = (...entries: string[]) => `{ "limits": [\n${entries.join(",\n")}\n] }`;

describe("limits.json", () => {
  test("may be empty, and may have comments", () => {
    expect(parseLimits("// nothing yet\n{}", "l.json")).toEqual(NO_LIMITS);
  });

  test("keeps the text and the place of every bound", () => {
    const { limits } = parseLimits(lines('{ "metric": "p50Ms", "max": "0.25 s", "severity": "warning" }'), "l.json");
    expect(limits).toEqual([
      {
        metric: "p50Ms",
        className: null,
        cells: { pairs: [] },
        matrix: null,
        where: "l.json:2:1",
        max: { value: 250, text: "0.25 s", where: "l.json:2:29" },
        min: null,
        change: null,
        severity: "warning",
      },
    ]);
  });

  test.each([
    ["{", /^l\.json:1:2: needs a closing \} here/],
    [
      '{ "limit": [] }',
      'l.json:1:3: limit: unknown key "limit"; did you mean "limits"? (known: $schema, limits, waivers)',
    ],
    [lines('{ "metric": "p5Ms", "max": "1 ms" }'), /^l\.json:2:13: limits\[0\]\.metric: must be one of "trainStepMs"/],
    [lines('{ "metric": "p50Ms" }'), "l.json:2:1: limits[0]: limits nothing; give max, min, change or severity"],
    [
      lines('{ "metric": "p50Ms", "max": "1 kB" }'),
      'l.json:2:29: limits[0].max: must be in µs, us, ms, s or min, such as "250 ms", got "1 kB"',
    ],
    [lines('{ "metric": "p50Ms", "max": 250 }'), "l.json:2:29: limits[0].max: must be text in double quotes, got 250"],
    [
      lines('{ "metric": "graph", "max": "1" }'),
      "l.json:2:29: limits[0].max: does not fit graph, which is not a quantity; give only severity",
    ],
    [
      lines('{ "metric": "price", "change": "+1 %" }'),
      "l.json:2:32: limits[0].change: does not fit price, which is not a quantity; give only severity",
    ],
    [
      lines('{ "metric": "usdPerMillionTexts", "change": "+1 %" }'),
      "l.json:2:45: limits[0].change: does not fit usdPerMillionTexts, which follows from other metrics; give max",
    ],
    [
      lines('{ "metric": "p50Ms", "max": "1 ms", "cells": "quantisation=int8" }'),
      /^l\.json:2:46: limits\[0\]\.cells: unknown field "quantisation"; did you mean "quantization"\?/,
    ],
    [
      lines('{ "metric": "p50Ms", "max": "1 ms", "cells": "int8" }'),
      'l.json:2:46: limits[0].cells: must be "*" or pairs such as "quantization=int8*,threads=1", got "int8"',
    ],
    [
      lines('{ "metric": "p50Ms", "max": "1 ms", "matrix": "smoke.json" }'),
      `l.json:2:47: limits[0].matrix: must be the name of a matrix: lower-case letters, digits and hyphens, got "smoke.json"`,
    ],
    [
      lines('{ "metric": "p50Ms", "max": "1 ms", "severty": "error" }'),
      /^l\.json:2:37: limits\[0\]\.severty: unknown field "severty"; did you mean "severity"\?/,
    ],
    [
      '{ "waivers": [{ "metric": "p50Ms", "until": "2026-02-30", "reason": "x" }] }',
      'l.json:1:45: waivers[0].until: must be a date such as "2027-01-31", the last day on which it applies, got "2026-02-30"',
    ],
    [
      '{ "waivers": [{ "metric": "p50Ms", "until": "2026-02-28", "reason": " " }] }',
      "l.json:1:69: waivers[0].reason: must say why the change is accepted",
    ],
    [
      '{ "waivers": [{ "metric": "p50Ms", "reason": "x" }] }',
      "l.json:1:15: waivers[0].until: is missing: it must be text in double quotes",
    ],
  ])("%s is refused with its place", (text, message) => {
    const [first, ...others] = refusals(text);
    expect(others).toEqual([]);
    expect(first).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  });

  test("all problems are reported, in the order of the file", () => {
    const text = lines('{ "metric": "modelBytes", "max": "1 ms" }', '{ "metric": "accuracy", "min": "1 ms" }');
    expect(refusals(text).map((line) => line.split(" ")[0])).toEqual(["l.json:2:34:", "l.json:3:32:"]);
  });
});

const row = (about: Partial<CheckRow>): CheckRow => ({
  cell: "a",
  alsoOf: [],
  label: "int8 · wasm",
  metric: "modelBytes",
  className: null,
  verdict: "pass",
  severity: "error",
  base: 600,
  head: 600,
  ratio: null,
  p: null,
  reason: { kind: "unchanged" },
  limit: null,
  kept: [],
  waiver: null,
  screen: [],
  confirm: [],
  ...about,
});

const context = (text: string, about: Partial<LimitContext> = {}): LimitContext => ({
  limits: parseLimits(text, "l.json"),
  matrix: "smoke",
  fields: new Map([
    ["a", { quantization: "int8", serveBackend: "wasm" }],
    ["b", { quantization: { name: "int8-rows", ratio: 2 }, "model.hidden": [24, 12] }],
  ]),
  today: "2026-06-15",
  ...about,
});
const limited = (one: CheckRow, ...entries: string[]) => applyLimits([one], context(lines(...entries)))[0];

describe("a budget", () => {
  test("is kept at the limit itself and broken above it, whatever the base had", () => {
    expect(limited(row({}), '{ "metric": "modelBytes", "max": "600 B" }')).toEqual(
      row({ kept: [{ bound: "max", text: "600 B", where: "l.json:2:34" }] }),
    );
    expect(limited(row({}), '{ "metric": "modelBytes", "max": "599 B" }')).toEqual(
      row({
        verdict: "over-budget",
        limit: { bound: "max", text: "599 B", where: "l.json:2:34", withoutLimit: "pass" },
      }),
    );
  });

  test("of the least is broken below it", () => {
    const accuracy = row({ metric: "accuracy", base: 0.83, head: 0.84 });
    expect(limited(accuracy, '{ "metric": "accuracy", "min": "84 %" }')).toMatchObject({
      verdict: "pass",
      limit: null,
      kept: [{ bound: "min", text: "84 %", where: "l.json:2:32" }],
    });
    expect(limited(accuracy, '{ "metric": "accuracy", "min": "85 %" }')).toMatchObject({
      verdict: "over-budget",
      limit: { bound: "min", text: "85 %", where: "l.json:2:32" },
    });
  });

  test("gives its severity, of two broken ones that of the error", () => {
    const warning = '{ "metric": "modelBytes", "max": "1 B", "severity": "warning" }';
    expect(limited(row({}), warning)).toMatchObject({ verdict: "over-budget", severity: "warning" });
    const both = limited(row({}), warning, '{ "metric": "modelBytes", "max": "2 B" }');
    expect(both).toMatchObject({ severity: "error", limit: { bound: "max", text: "2 B" } });
    // A regression against the base stays an error, and what the comparison showed stays known.
    const grown = { kind: "resized", by: 1, share: 0.5, margin: 0 } as const;
    const worse = limited(row({ verdict: "regressed", reason: grown }), warning);
    expect(worse).toMatchObject({
      severity: "error",
      limit: { bound: "max", text: "1 B", withoutLimit: "regressed" },
      reason: grown,
    });
  });

  test("does not soften a change: over budget by a warning, it stays the error that it was", () => {
    const parameters = row({ metric: "parameters", verdict: "changed" });
    expect(limited(parameters, '{ "metric": "parameters", "max": "1", "severity": "warning" }')).toMatchObject({
      verdict: "over-budget",
      severity: "error",
    });
  });

  test("judges a cost that follows from nothing judged, which is not listed without one", () => {
    const cost = row({ metric: "usdPerMillionTexts", base: 1, head: 2, reason: { kind: "derived" } });
    expect(limited(cost)).toBeUndefined();
    expect(limited(cost, '{ "metric": "usdPerMillionTexts", "severity": "warning" }')).toBeUndefined();
    expect(limited(cost, '{ "metric": "usdPerMillionTexts", "max": "$2/M" }')).toMatchObject({
      verdict: "pass",
      base: null,
      head: 2,
      reason: { kind: "within-limit", bound: "max", text: "$2/M", where: "l.json:2:42" },
    });
    const both = '{ "metric": "usdPerMillionTexts", "max": "$2/M", "min": "$1/M" }';
    expect(whyText(limited(cost, both)!)).toBe(
      "not above the limit of $2/M (l.json:2:42); not below the limit of $1/M (l.json:2:57)",
    );
    expect(limited(cost, '{ "metric": "usdPerMillionTexts", "max": "$1/M" }')?.verdict).toBe("over-budget");
  });

  test("ignores a figure that was not measured", () => {
    const missing = row({ verdict: "missing", head: null });
    expect(limited(missing, '{ "metric": "modelBytes", "max": "1 B" }')).toEqual(missing);
  });

  test("a severity alone is that of the comparison", () => {
    const graph = row({ metric: "graph", verdict: "changed", base: "x", head: "y" });
    expect(limited(graph, '{ "metric": "graph", "severity": "warning" }')).toEqual({ ...graph, severity: "warning" });
  });
});

describe("what a limit holds for", () => {
  test.each([
    ["a", "*", true],
    ["a", "quantization=int8", true],
    ["a", "quantization=int8,serveBackend=wasm", true],
    ["a", "quantization=int8, serveBackend=w*", true],
    ["a", "quantization=int8,serveBackend=onnx", false],
    ["a", "quantization=int", false],
    ["a", "threads=*", false], // the cell does not name its threads
    ["b", "quantization=int8*", true],
    ["b", "quantization=int8-rows", true],
    ["b", "quantization=int8.rows", false],
    ["b", "model.hidden=[24,12]", true],
    ["b", "model.hidden=[24,*", true],
  ])("cell %s by %s: %s", (cell, cells, isHeld) => {
    const entry = JSON.stringify({ metric: "modelBytes", max: "1 B", cells });
    expect(limited(row({ cell }), entry)?.verdict).toBe(isHeld ? "over-budget" : "pass");
  });

  test("another metric and another matrix are left alone", () => {
    expect(limited(row({}), '{ "metric": "parameters", "max": "1" }')).toEqual(row({}));
    expect(limited(row({}), '{ "metric": "modelBytes", "max": "1 B", "matrix": "quant" }')).toEqual(row({}));
    expect(limited(row({}), '{ "metric": "modelBytes", "max": "1 B", "matrix": "smoke" }')?.verdict).toBe(
      "over-budget",
    );
  });
});

describe("a row that cells share", () => {
  const shared = row({ metric: "trainStepMs", cell: "a", alsoOf: ["b"], head: 600, verdict: "regressed" });
  const only = (cells: string, about: string) => `{ "metric": "trainStepMs", "cells": "${cells}", ${about} }`;

  test("must meet the budgets of all of them", () => {
    for (const cells of ["quantization=int8", "quantization=int8-rows"]) {
      expect(limited(shared, only(cells, '"max": "1 ms"'))?.limit?.text).toBe("1 ms");
    }
  });

  test("is a warning, or waived, where that holds for all of them", () => {
    const warning = '"severity": "warning"';
    expect(limited(shared, only("quantization=int8", warning))?.severity).toBe("error");
    expect(limited(shared, only("quantization=int8*", warning))?.severity).toBe("warning");
    const waived = (cells: string) =>
      applyLimits(
        [shared],
        context(`{ "waivers": [${only(cells, '"until": "2026-12-31", "reason": "slower, and known"')}] }`),
      )[0]!.waiver;
    expect(waived("quantization=int8")).toBeNull();
    expect(waived("quantization=int8*")).not.toBeNull();
  });
});

describe("the margin", () => {
  const margin = (text: string, metric: "p50Ms" | "modelBytes" | "accuracy") =>
    marginOf({ metric, className: null }, { quantization: "int8" }, context(text));

  test("is 5 % of times, nothing of sizes and half a point of accuracies unless a limit says otherwise", () => {
    expect([margin("{}", "p50Ms"), margin("{}", "modelBytes"), margin("{}", "accuracy")]).toEqual([0.05, 0, 0.005]);
  });

  test("is that of the last limit that fits", () => {
    const text = lines(
      '{ "metric": "p50Ms", "change": "+10 %" }',
      '{ "metric": "p50Ms", "change": "+2 %", "cells": "quantization=int8" }',
      '{ "metric": "p50Ms", "change": "+50 %", "cells": "quantization=float32" }',
      '{ "metric": "p50Ms", "max": "1 s" }',
    );
    expect(margin(text, "p50Ms")).toBe(0.02);
  });
});

describe("a waiver", () => {
  const waiving = (until: string, about = "") =>
    context(`{ "waivers": [{ "metric": "modelBytes", "until": "${until}", "reason": "new words"${about} }] }`);
  const regressed = row({ verdict: "regressed" });

  test("holds on its last day and no longer; then it is a note", () => {
    expect(applyLimits([regressed], waiving("2026-06-15"))).toEqual([
      { ...regressed, waiver: { reason: "new words", until: "2026-06-15" } },
    ]);
    expect(limitNotes(waiving("2026-06-15"))).toEqual([]);
    expect(applyLimits([regressed], waiving("2026-06-14"))).toEqual([regressed]);
    expect(limitNotes(waiving("2026-06-14"))).toEqual([
      { kind: "waiver-expired", where: "l.json:1:15", metric: "modelBytes", until: "2026-06-14" },
    ]);
  });

  test("is shown only on a change for the worse", () => {
    expect(applyLimits([row({})], waiving("2026-12-31"))).toEqual([row({})]);
  });

  test("covers a broken budget too", () => {
    const text = `{ "limits": [{ "metric": "modelBytes", "max": "1 B" }],
      "waivers": [{ "metric": "modelBytes", "until": "2026-12-31", "reason": "new words" }] }`;
    expect(applyLimits([row({})], context(text))[0]).toMatchObject({
      verdict: "over-budget",
      waiver: { reason: "new words" },
    });
  });

  test("that names this matrix and none of its cells is a note", () => {
    expect(limitNotes(waiving("2026-12-31", ', "matrix": "smoke", "cells": "quantization=int4"'))).toEqual([
      { kind: "matches-no-cell", where: "l.json:1:15", metric: "modelBytes", matrix: "smoke" },
    ]);
    expect(limitNotes(waiving("2026-12-31", ', "matrix": "quant", "cells": "quantization=int4"'))).toEqual([]);
  });
});
