import { expect, test } from "vitest";
import type { OkRecord } from "../../../harness/contract/index.ts";
import { LineScanner } from "../../../harness/contract/scan-lines.ts";
import { quantRun } from "../../fixtures/records.ts";

const record = quantRun().records.find(({ status }) => status === "ok") as OkRecord;
const { quality, usage, cost } = record;

test.each([
  [{ ...record, quality: { ...quality, accuracy: 7.5 } }, "quality.accuracy: must be at most 1, got 7.5"],
  [{ ...record, quality: { ...quality, f1: -0.2 } }, "quality.f1: must be at least 0, got -0.2"],
  [{ ...record, cost: { ...cost, usdPerMillionTexts: -1 } }, "cost.usdPerMillionTexts: must be at least 0, got -1"],
  [
    { ...record, usage: { ...usage, serve: { ...usage.serve, textsPerSecond: 0 } } },
    "usage.serve.textsPerSecond: must be above 0, got 0",
  ],
  [{ ...record, usage: { ...usage, modelBytes: -3 } }, "usage.modelBytes: must be at least 0, got -3"],
  [{ ...record, repeat: 0 }, "repeat: must be at least 1, got 0"],
])("a line that cannot be true is left out, and said with its field: %#", (impossible, problem) => {
  const text = [record, impossible, record].map((line) => `${JSON.stringify(line)}\n`).join("");
  const scanned = [...new LineScanner("records.jsonl").take(Buffer.from(text))];
  expect(scanned).toMatchObject([{ line: record }, { number: 2, problem }, { line: record }]);
});
