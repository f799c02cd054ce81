import { expect, test } from "vitest";
import { environmentSection } from "../../../reports/page/provenance.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { plainOf } from "../page-text.ts";

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
  const section = plainOf(environmentSection(analyzed(plan, records)).markup);
  for (const line of [
    "lib 1.0 (cpu, 1 thread; takes distinct ids with their counts)",
    "lib 1.0 (cpu, 2 threads; takes the texts themselves)",
    "lib 1.0 (cpu; takes the ids of all positions)",
  ]) {
    expect(section).toContain(line);
  }
});
