import { expect, test } from "vitest";
import type { DataDoubt } from "../../../harness/contract/index.ts";
import { datasetText, doubtText } from "../../../reports/words/data.ts";
import { expectTranslated } from "../in-chinese.ts";

const DATASET = { id: "csv:a.csv@1", spec: "csv:a.csv", labels: ["0", "1"], positive: null };

test("a dataset says its rows, how they are split, and how its files are read", () => {
  expect(datasetText({ ...DATASET, rowCounts: { train: 1234, test: null } })).toBe(
    "csv:a.csv@1: 1,234 rows, split 80/20",
  );
  expect(
    datasetText({
      ...DATASET,
      rowCounts: { train: 50, test: null, leftOutEmpty: 1 },
      split: "stratified",
      files: [{ name: "a.csv", separator: "tab", encoding: "gb18030", compression: "gzip" }],
    }),
  ).toBe(
    "csv:a.csv@1: 50 rows, split 80/20, each class with its share on either side; 1 further row was left out, since a cell is empty; a.csv is separated by tabs, decoded from gb18030 and unpacked by gzip",
  );
});

test("rows that were left out are counted by reason", () => {
  const rowCounts = { train: 50, test: 20, leftOut: 2, leftOutOfGroups: 1, leftOutEmpty: 3 };
  expect(datasetText({ ...DATASET, rowCounts, group: "user" })).toBe(
    "csv:a.csv@1: 50 training and 20 test rows, rows of one “user” on one side; 2 further training rows were left out, since a test row has the same text; 1 further training row was left out, since a test row has the same “user”; 3 further rows were left out, since a cell is empty",
  );
});

test.each([
  { rowCounts: { train: 1234, test: null } },
  { rowCounts: { train: 50, test: 20, leftOut: 2, leftOutOfGroups: 1, leftOutEmpty: 3 }, group: "user" },
  {
    rowCounts: { train: 50, test: null, leftOutEmpty: 1 },
    split: "stratified" as const,
    files: [
      { name: "a.csv", separator: "tab", encoding: "gb18030", compression: "gzip" as const },
      { name: "b.csv", separator: "~" },
    ],
  },
])("a dataset in Chinese: %j", (parts) => {
  const dataset = { ...DATASET, ...parts };
  expectTranslated(datasetText(dataset), datasetText(dataset, "zh"), {
    ...dataset,
    files: dataset.files?.map(({ separator: _, ...file }) => file),
  });
});

test.each<DataDoubt>([
  { kind: "missing-labels", labels: ["NA"] },
  { kind: "missing-labels", labels: ["None", "nan"] },
  { kind: "untested-classes", labels: ["x"], classes: 3 },
  { kind: "few-rows-per-class", testRows: 400, classes: 200 },
  { kind: "spaceless-texts", share: 0.75 },
  { kind: "mostly-padding", cells: 1, positions: 500, share: 0.98, steps: 230 },
  { kind: "mostly-padding", cells: 12, positions: 500, share: 0.879, steps: 1230 },
  { kind: "lacking-rows", rows: [5000, 20_000], has: 1359, cells: 5 },
  { kind: "large-corpus", texts: 40_000_000, positions: 64, most: 2_147_483_647 },
])("a doubt in Chinese: %j", (doubt) => {
  expectTranslated(doubtText(doubt), doubtText(doubt, null, "zh"), doubt);
  const dataset = "csv:a.csv@1";
  expectTranslated(doubtText(doubt, dataset), doubtText(doubt, dataset, "zh"), { ...doubt, dataset });
});

test("doubts are sentences", () => {
  expect(doubtText({ kind: "missing-labels", labels: ["NA"] })).toBe(
    "A class is called as programs write a missing value: “NA”. If its rows have no label, empty these cells and leave the rows out with empty=skip.",
  );
  expect(doubtText({ kind: "missing-labels", labels: ["None", "nan"] }, "csv:a.csv@1")).toBe(
    "Classes of csv:a.csv@1 are called as programs write a missing value: “None” and “nan”. If their rows have no label, empty these cells and leave the rows out with empty=skip.",
  );
  expect(doubtText({ kind: "untested-classes", labels: ["x"], classes: 3 })).toBe(
    "1 class of 3 has no test row, so nothing tells how well it is found: “x”.",
  );
  expect(doubtText({ kind: "mostly-padding", cells: 1, positions: 500, share: 0.98, steps: 230 })).toBe(
    "1 cell may learn little: its model is the mean over 500 positions (model.maxLength), of which 98.0 % are padding in the first texts, and is trained in 230 steps. Take the mean over words alone (model.pooling), or a lower maxLength.",
  );
  expect(doubtText({ kind: "mostly-padding", cells: 12, positions: 500, share: 0.879, steps: 1230 }, "a@1")).toBe(
    "12 cells may learn little: at worst, a model is the mean over 500 positions (model.maxLength), of which 87.9 % are padding in the first texts of a@1, and is trained in 1,230 steps. Take the mean over words alone (model.pooling), or a lower maxLength.",
  );
  expect(doubtText({ kind: "lacking-rows", rows: [5000, 20_000], has: 1359, cells: 5 })).toBe(
    "5 cells are left out: 5,000 and 20,000 training rows were to be used, and there are 1,359.",
  );
  expect(doubtText({ kind: "large-corpus", texts: 40_000_000, positions: 64, most: 2_147_483_647 })).toBe(
    "40,000,000 texts of up to 64 words each may have more than the 2,147,483,647 that a corpus holds, each counted once a text. If they do, preparing them is refused: lower maxLength, or use fewer rows (training.rows).",
  );
  expect(doubtText({ kind: "few-rows-per-class", testRows: 400, classes: 200 }, "csv:a.csv@1")).toBe(
    "400 test rows of csv:a.csv@1 for 200 classes are 2.0 rows for each on average: figures by class tell little.",
  );
  expect(doubtText({ kind: "spaceless-texts", share: 0.75 }, "csv:a.csv@1")).toBe(
    "75.0 % of the first texts of csv:a.csv@1 hardly split into words, since nothing parts them, so a model could learn little. For a language that is written without spaces, set tokenizer.segmenter to “characters”.",
  );
});
