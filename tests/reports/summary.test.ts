import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvField, summaryCsv, summaryJson } from "../../reports/summary.ts";
import { analysisOf, HOSTILE } from "./runs.ts";

test("a text that a spreadsheet would run as a formula is guarded; a negative number is not text", () => {
  expect(["=1+1", "+1", "-x", "@a", "plain"].map(csvField)).toEqual(["'=1+1", "'+1", "'-x", "'@a", "plain"]);
  expect(csvField(-0.5)).toBe("-0.5");
  expect(csvField(null)).toBe("");
});

test("fields with commas, quotes and line ends are quoted as RFC 4180 asks", () => {
  expect(csvField('a,"b"\nc')).toBe('"a,""b""\nc"');
});

test("summary.csv has a line a planned cell and reads back, hostile text included", () => {
  const rows: Record<string, string>[] = parse(summaryCsv(analysisOf("hostile")), { columns: true });
  expect(rows).toHaveLength(12);
  expect(new Set(rows.map((row) => row["axis.quantization"]))).toEqual(new Set(["float32", HOSTILE]));
  expect(rows[4]).toMatchObject({ status: "failed", accuracy: "" });
  expect(rows[0]).toMatchObject({ status: "ok", accuracy: "0.875", seed: "1", peakVramBytes: "" });
});

test("summary.json holds the answer, every configuration and null for what was not measured", () => {
  const summary = JSON.parse(summaryJson(analysisOf("lone")));
  expect(summary.answer.text).toContain("lone costs $0.00100");
  expect(summary.configurations).toHaveLength(1);
  expect(summary.configurations[0].figures.p99Ms).toBeNull();
  expect(summary.counts).toEqual({ ok: 1, skipped: 0, failed: 0, timeout: 0, missing: 0 });
});
