import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { SAMPLED_FIGURES } from "../../../../harness/contract/sample.ts";
import { parseBaseline } from "../../../../harness/judge/check/baseline.ts";
import { NO_LIMITS } from "../../../../harness/judge/check/limits.ts";
import { METRIC_NAMES, METRICS } from "../../../../harness/judge/check/metrics.ts";
import { compareStored } from "../../../../harness/judge/check/stored.ts";
import { CATALOGUE } from "../../../../harness/judge/figures/catalogue/registry.ts";
import type { Figure } from "../../../../harness/judge/figures/figure.ts";

const figures: readonly Figure[] = CATALOGUE;

test("names are keys, and no two are alike", () => {
  const names = figures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
});

test.each(figures.map((figure) => [figure.name, figure] as const))("%s explains itself", (_, figure) => {
  const { title, help, method, details = [] } = figure;
  expect(title).toMatch(/\S/);
  expect(help).toMatch(/[^.]$/);
  if (method !== undefined) expect(method).toMatch(/\.$/);
  for (const detail of details) {
    expect(figures).toContain(detail);
    expect(detail.detail?.label).toMatch(/\S/);
  }
});

test("the check judges by pairs exactly what fresh processes sample", () => {
  const sampled = figures.filter(({ check }) => check?.kind === "sampled").map(({ name }) => name);
  expect(sampled.sort()).toEqual([...SAMPLED_FIGURES].sort());
});

test("figures judged by pairs or by points have a better direction", () => {
  for (const { check, better } of figures) {
    if (check !== undefined) expect(better).not.toBe("none");
    if (check?.kind === "sampled" || check?.kind === "accuracy") expect(["lower", "higher"]).toContain(better);
  }
});

test("metrics are ordered by gate: times, memory, sizes, accuracy, cost, price", () => {
  expect(METRIC_NAMES).toEqual([
    "trainStepMs",
    "textsPerSecond",
    "p50Ms",
    "trainPeakRssBytes",
    "peakRssBytes",
    "modelBytes",
    "parameters",
    "graph",
    "accuracy",
    "f1",
    "macroF1",
    "balancedAccuracy",
    "precision",
    "recall",
    "usdPerMillionTexts",
    "price",
  ]);
});

test("the baseline that is kept passes against itself in every figure that one run settles", async () => {
  const file = new URL("../../../../data/baselines/smoke.json", import.meta.url);
  const { history: _, ...kept } = parseBaseline(await readFile(file, "utf8"), "smoke.json");
  const { rows } = compareStored(kept, kept, {
    limits: NO_LIMITS,
    today: "2026-06-15",
    startedAt: "2026-06-15T10:00:00Z",
    strict: false,
  });
  expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(["pass"]));
  const settled = METRIC_NAMES.filter((name) => ["exact", "accuracy", "quality"].includes(METRICS[name].kind));
  // brown-press names no positive label.
  const ofAllClasses = settled.filter((name) => !["f1", "precision", "recall"].includes(name));
  expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(ofAllClasses));
});
