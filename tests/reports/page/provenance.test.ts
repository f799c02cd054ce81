import { expect, test } from "vitest";
import { environmentSection } from "../../../reports/page/provenance.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { makePlan, okRecord, quantRun } from "../../fixtures/records.ts";
import { expectSectionTranslated } from "../in-chinese.ts";
import { plainOf } from "../page-text.ts";
import { analysisOf } from "../runs.ts";

test("the libraries with their threads, where known, and with what they take of a text", () => {
  const plan = makePlan({ axes: {}, seeds: [1, 2, 3] });
  const runs = [
    { threads: 1, inputForm: "distinct" },
    { threads: 2, inputForm: "texts" },
    { threads: null, inputForm: "padded" },
  ] as const;
  const records = plan.cells.map((cell, at) => {
    const record = okRecord(cell);
    return { ...record, executed: { ...record.executed, provider: "cpu", library: "lib 1.0", ...runs[at]! } };
  });
  const section = plainOf(environmentSection(analyzed(plan, records), "en").markup);
  for (const line of [
    "lib 1.0 (cpu, 1 thread; takes distinct ids with their counts)",
    "lib 1.0 (cpu, 2 threads; takes the texts themselves)",
    "lib 1.0 (cpu; takes the ids of all positions)",
  ]) {
    expect(section).toContain(line);
  }
});

test("what was masked, once for cells that found the same", () => {
  const plan = makePlan({ axes: {}, seeds: [1, 2, 3] });
  const counts = [{ email: 5 }, { email: 5 }, { email: 0, card: 0 }];
  const records = plan.cells.map((cell, at) => {
    const record = okRecord(cell);
    const masked = { train: counts[at]!, validation: counts[at]!, test: counts[at]! };
    return { ...record, corpus: { ...record.corpus!, masked } };
  });
  const section = plainOf(environmentSection(analyzed(plan, records), "en").markup);
  expect(section.split("Found and masked")).toHaveLength(3);
  expect(section).toContain("email 5 times in training, 5 in validation and 5 in test texts.");
  expect(section).toContain("email and card nowhere.");
  const without = environmentSection(
    analyzed(
      plan,
      plan.cells.map((cell) => okRecord(cell)),
    ),
    "en",
  ).markup;
  expect(without).not.toContain("Masking");
});

test("the command that measures the run again, with its rounds and what identifies plan and data", () => {
  const { plan, records } = quantRun();
  const named = { ...plan, matrixFile: "my runs/quant.json" };
  const section = plainOf(environmentSection(analyzed(named, records), "en").markup);
  expect(section).toContain("npx pricewar run &#39;my runs/quant.json&#39; --fresh");
  const onOther = { ...named, otherDataset: "csv:a b.csv,text=body" };
  expect(plainOf(environmentSection(analyzed(onOther, records), "en").markup)).toContain(
    "npx pricewar run &#39;my runs/quant.json&#39; --dataset &#39;csv:a b.csv,text=body&#39; --fresh",
  );
  expect(section).toContain(plan.code);
  for (const { id } of plan.datasets) expect(section).toContain(id);
  const { matrixFile: _, ...unnamed } = named;
  expect(plainOf(environmentSection(analyzed(unnamed, records), "en").markup)).toContain("the file is a guess");
  expect(plainOf(environmentSection(analyzed(unnamed, records), "zh").markup)).toContain("文件名是推测的");
});

test.each(["quant", "prices", "scenarios", "trainers"])("the environment says the same in Chinese: %s", (name) => {
  const analysis = analysisOf(name);
  expectSectionTranslated(environmentSection(analysis, "en").markup, environmentSection(analysis, "zh").markup, [
    analysis.plan.datasets.map(({ id, labels }) => [id, labels]),
    analysis.plan.code,
    analysis.prices.map(({ price }) => price),
    analysis.cells.flatMap(({ record }) =>
      record === null ? [] : [record.host, record.code, record.status === "ok" ? record.executed.provider : null],
    ),
    "plan.json",
  ]);
});
