import { expect, test } from "vitest";
import { rawRecord } from "../../../reports/app/raw-record.ts";
import { configurationRows, configurationsTable } from "../../../reports/page/configurations.ts";
import { type RecordChunk, recordChunk, recordsMarkup, settingsMarkup } from "../../../reports/page/records.ts";
import { RECORDS_EACH } from "../../../reports/page/records-each.ts";
import { runRows } from "../../../reports/page/runs.ts";
import { payloadOf } from "../page-text.ts";
import { analysisOf } from "../runs.ts";

const troubled = analysisOf("troubled");
const chunk = payloadOf(recordsMarkup(troubled).markup, "records-0") as RecordChunk;

test("every row opens to its record, whatever became of it, but for packed data", () => {
  const rows = runRows(troubled.cells);
  expect(rows.length).toBeLessThanOrEqual(RECORDS_EACH);
  expect(new Set(rows.map(({ status }) => status)).size).toBeGreaterThan(2);
  rows.forEach(({ record }, place) => {
    const { record: shown, leftOutBytes } = rawRecord(chunk, place);
    if (record?.status !== "ok") expect(shown).toEqual(record);
    else {
      const { correct } = record.quality;
      const packed = { leftOut: "base64", bytes: Buffer.from(correct, "base64").length };
      expect(shown).toEqual({
        ...record,
        quality: { ...record.quality, correct: packed },
        ...(record.corpus === null ? {} : { corpus: expect.objectContaining({ seenRows: record.corpus.seenRows }) }),
      });
      expect(leftOutBytes).toBeGreaterThanOrEqual(packed.bytes);
    }
  });
});

test("a row without a record has the command that makes it", () => {
  const [cell] = troubled.cells;
  const missing = { ...cell!, record: null };
  const one = recordChunk([missing], () => "npx pricewar run a.json --filter seed=1", false);
  expect(rawRecord(one, 0)).toEqual({
    record: null,
    command: "npx pricewar run a.json --filter seed=1",
    leftOutBytes: 0,
    isShortened: false,
  });
});

test("the command of a row names its values and its seed", () => {
  const rows = runRows(troubled.cells);
  rows.forEach(({ cell }, place) => {
    const { command } = rawRecord(chunk, place);
    // In a folder of its own: where its records are, the cell would be done, and --fresh would set those aside.
    expect(command).toMatch(/^npx pricewar run \S+ --fresh --out runs\/\S+-again --filter /);
    expect(command).toContain(`--filter seed=${cell.experiment.training.seed}`);
    expect(command.match(/--filter/g)).toHaveLength(1 + Object.keys(troubled.plan.axes).length);
  });
});

test("a configuration opens to the settings that its runs share, and to the command that runs them all", () => {
  const rows = configurationRows(troubled);
  const settings = payloadOf(settingsMarkup(troubled).markup, "settings-0") as RecordChunk;
  expect(configurationsTable(troubled).configurations).toEqual(rows.map(({ id }) => id));
  rows.forEach(({ cells }, place) => {
    const { record, command } = rawRecord(settings, place);
    for (const { cell } of cells) {
      const { id, training, ...others } = cell.experiment;
      const { seed, ...ofTraining } = training;
      expect(record).toEqual({ ...others, training: ofTraining });
    }
    expect(command).not.toContain("seed=");
    expect(command.match(/--filter/g)).toHaveLength(Object.keys(troubled.plan.axes).length);
  });
});

test("of very many runs, numbers have five digits and the course of the training is left out", () => {
  const cell = troubled.cells.find(({ status }) => status === "ok")!;
  const record = { ...cell.record!, usage: { trainWallMs: 1234.56789, trainSteps: 123_456_789 } } as never;
  const { record: shown, isShortened } = rawRecord(
    recordChunk([{ ...cell, record }], () => "", true),
    0,
  );
  expect(isShortened).toBe(true);
  expect(shown!.usage).toEqual({ trainWallMs: 1234.6, trainSteps: 123_456_789 });
  expect(shown!.training).not.toHaveProperty("history");
});
