import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import { makePlan, okRecord, seeded, taughtRecord } from "../fixtures/records.ts";
import { analysisOf, HOSTILE } from "./runs.ts";
import { summaryCsv, summaryJson } from "./summary-texts.ts";

test("summary.csv has one line per planned cell and can be read back, hostile text included", () => {
  const rows: Record<string, string>[] = parse(summaryCsv(analysisOf("hostile")), { columns: true });
  expect(rows).toHaveLength(12);
  expect(new Set(rows.map((row) => row["axis.quantization"]))).toEqual(new Set(["float32", HOSTILE]));
  expect(rows[4]).toMatchObject({ status: "failed", accuracy: "" });
  expect(rows[0]).toMatchObject({ status: "ok", accuracy: "0.875", seed: "1", peakVramBytes: "" });
});

test("summary.json holds the answer, every configuration and null for what was not measured", () => {
  const summary = JSON.parse(summaryJson(analysisOf("lone")));
  expect(summary.answer.text).toContain("The only configuration, lone, costs $0.00100");
  expect(summary.configurations).toHaveLength(1);
  expect(summary.configurations[0].figures.p99Ms).toBeNull();
  expect(summary.counts).toEqual({ ok: 1, skipped: 0, failed: 0, timeout: 0, missing: 0 });
});

test("summary.json and summary.csv say how many parameters a model has, and nothing where its record does not", () => {
  const middles = (name: string) => {
    const { configurations } = JSON.parse(summaryJson(analysisOf(name)));
    return configurations.map(
      ({ figures }: { figures: { parameters: { middle: number } | null } }) => figures.parameters?.middle,
    );
  };
  expect(new Set(middles("sources"))).toEqual(new Set([160_433, 6_912_345, 2]));
  expect(middles("lone")).toEqual([undefined]);
  const rows: Record<string, string>[] = parse(summaryCsv(analysisOf("sources")), { columns: true });
  expect(new Set(rows.map(({ parameters }) => parameters))).toEqual(new Set(["160433", "6912345", "2"]));
});

test("of several scenarios each has an answer with its text, and the whole has all of them and no winner", () => {
  const { answer } = JSON.parse(summaryJson(analysisOf("scenarios")));
  expect(answer).toMatchObject({ kind: "by-scenario", winner: null, tied: [] });
  expect(answer.scenarios.map(({ scenario }: { scenario: string }) => scenario)).toEqual(["offline", "server", "http"]);
  for (const { scenario, answer: own } of answer.scenarios) {
    expect(answer.text).toContain(`${scenario}: ${own.text}`);
  }
});

test("of what a matrix calls given each value has an answer with its floor, and each configuration its value", () => {
  const { answer, configurations } = JSON.parse(summaryJson(analysisOf("given")));
  expect(answer).toMatchObject({ kind: "by-condition", winner: null, tied: [] });
  const [few, all] = answer.conditions;
  expect(few).toMatchObject({ name: "200 training rows", condition: { "training.rows": 200 } });
  expect(few.floors[0].threshold).toBeCloseTo(0.69, 12);
  expect(all).toMatchObject({ name: "all training rows", condition: { "training.rows": "all" } });
  expect(all.floors[0].threshold).toBeCloseTo(0.89, 12);
  expect(answer.text).toContain(`200 training rows: ${few.answer.text}`);
  expect(configurations.map(({ condition }: { condition: object }) => condition)).toEqual([
    { "training.rows": 200 },
    { "training.rows": 200 },
    { "training.rows": "all" },
    { "training.rows": "all" },
  ]);
});

test("summary.csv has axes as written in the matrix, and only escapes text from users", () => {
  const plan = makePlan({
    axes: { batchSize: [32], pruning: [null, { name: "prune", sparsity: 0.5 }], quantization: ["=1+1"] },
    seeds: [1],
  });
  const library = "@tensorflow/tfjs-backend-wasm 4.22.0";
  const records = plan.cells.map((cell) => okRecord(cell, { library }));
  const rows: Record<string, string>[] = parse(summaryCsv(analyze(plan, records, seeded(1))), { columns: true });
  expect(rows.map((row) => row["axis.pruning"])).toEqual(["null", '{"name":"prune","sparsity":0.5}']);
  expect(rows[0]!.library).toBe(library);
  const batches = makePlan({ axes: { batchSize: [32, 64], quantization: ["=1+1", "-x"] }, seeds: [1] });
  const [row] = parse(summaryCsv(analyze(batches, [], seeded(1))), { columns: true }) as Record<string, string>[];
  expect(row).toMatchObject({ "axis.batchSize": "32", "axis.quantization": "'=1+1" });
});

test("a student's teachers have columns of their own, which are empty for other runs", () => {
  const plan = makePlan({ axes: { distillation: ["none", "soft-targets"] }, seeds: [1] });
  const records = plan.cells.map((cell) => (cell.fields.distillation === "none" ? okRecord : taughtRecord)(cell));
  const analysis = analyze(plan, records, seeded(1));
  const rows: Record<string, string>[] = parse(summaryCsv(analysis), { columns: true });
  expect(rows.map(({ teacherWallMs, teacherUsd }) => [teacherWallMs, teacherUsd])).toEqual([
    ["", ""],
    ["750", "0.25"],
  ]);
  const { configurations } = JSON.parse(summaryJson(analysis));
  expect(configurations[0].figures.teacherUsd).toBeNull();
  expect(configurations[1].figures.teacherUsd).toMatchObject({ middle: 0.25 });
});

test("summary.csv has what early stopping saved and how often a plateau lowered the rate; empty if not used", () => {
  const rows: Record<string, string>[] = parse(summaryCsv(analysisOf("followed")), { columns: true });
  const of = (earlyStopping: string, schedule: string) =>
    rows.find((row) => row["axis.earlyStopping"] === earlyStopping && row["axis.schedule"] === schedule);
  // 192 steps took 400 ms, so that the 288 others would have taken 600.
  expect(of('{"patience":2}', "reduce-on-plateau")).toMatchObject({
    epochsRun: "4",
    plannedEpochs: "10",
    bestEpoch: "2",
    savedSteps: "288",
    savedWallMs: "600",
    ratesLowered: "2",
    evaluationWallMs: "25",
  });
  expect(of("none", "constant")).toMatchObject({ epochsRun: "10", bestEpoch: "", savedSteps: "", ratesLowered: "" });
});

test("both summaries have the 95 % interval of each figure, which is the configuration's in all of its cells", () => {
  const analysis = analysisOf("quant");
  const { configurations } = JSON.parse(summaryJson(analysis));
  const { testAccuracy, testRows, library } = configurations[0].figures;
  expect(testAccuracy.interval).toMatchObject({ method: "rows" });
  expect(testAccuracy.interval.low).toBeLessThan(testAccuracy.middle);
  expect(configurations[0].intervals).toBeUndefined();
  expect([testRows, typeof library]).toEqual([421, "string"]);
  const rows: Record<string, string>[] = parse(summaryCsv(analysis), { columns: true });
  const own = rows.filter(({ configuration }) => configuration === configurations[0].label);
  expect(own.map((row) => Number(row["accuracy.interval.low"]))).toEqual(own.map(() => testAccuracy.interval.low));
  expect(Object.keys(rows[0]!).filter((name) => /^(testRows|library)\.interval/.test(name))).toEqual([]);
});

test("docs/summary.md names every field of summary.json, of its configurations and of an effect", async () => {
  const text = await readFile(new URL("../../docs/summary.md", import.meta.url), "utf8");
  const summary = JSON.parse(summaryJson(analysisOf("quant")));
  const [configuration] = summary.configurations;
  const [comparison] = summary.levers.axes[0].comparisons;
  const fields = [
    summary,
    configuration,
    configuration.figures.testAccuracy,
    summary.levers,
    comparison,
    comparison.cost,
  ];
  expect(fields.flatMap((one) => Object.keys(one)).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test("of more than 1,000 configurations, summary.json has a line for each", () => {
  const analysis = analysisOf("quant");
  const own = analysis.configurations;
  const of = (count: number) => {
    const configurations = Array.from({ length: count }, (_, place) => own[place] ?? own.at(-1)!);
    const text = summaryJson({ ...analysis, configurations });
    return { lines: text.split("\n").filter((line) => line.startsWith('    {"id":')), ...JSON.parse(text) };
  };
  const [many, few] = [of(1001), of(1000)];
  expect(many.lines).toHaveLength(1001);
  expect(few.lines).toHaveLength(0);
  expect(many.configurations.slice(0, 1000)).toEqual(few.configurations);
  expect(many.toAccuracy).toEqual(few.toAccuracy);
});
