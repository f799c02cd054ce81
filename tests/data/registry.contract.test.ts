import { describe, expect, test } from "vitest";
import { datasets, openDataset } from "../../data/registry.ts";
import type { Dataset, TextRow } from "../../harness/contract/index.ts";
import { PARQUET_ROWS } from "./parquet-rows.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A spec for each registered dataset; a new dataset without one fails the tests below. */
const SPECS: Readonly<Record<string, string>> = {
  "brown-press": "brown-press",
  csv: "csv:train.csv,test=test.csv",
  jsonl: "jsonl:train.jsonl,test=test.jsonl",
  parquet: "parquet:train.parquet,test=test.parquet",
  synthetic: "synthetic:rows=50,classes=3",
};
const JSON_ROWS = '{"text":"good","label":1}\n{"text":"bad","label":0}\n';
const FILES = {
  "train.csv": "text,label\ngood,1\nbad,0\nworse,0\nbetter,1\n",
  "test.csv": "text,label\nbest,1\nworst,0\n",
  "train.jsonl": JSON_ROWS,
  "test.jsonl": JSON_ROWS,
  "train.parquet": PARQUET_ROWS,
  "test.parquet": PARQUET_ROWS,
};

async function rowsOf(dataset: Dataset, side: "train" | "test"): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for await (const row of dataset.rows(side)) rows.push(row);
  return rows;
}

describe.each(datasets.names)("dataset %s", (name) => {
  const open = async () => openDataset(SPECS[name] ?? name, { baseFolder: await temporaryFolder(FILES) });

  test("gives as many rows as announced, each with a text and a label, and the same ones every time", async () => {
    const dataset = await open();
    for (const side of ["train", "test"] as const) {
      const expected = dataset.rowCounts[side];
      if (expected === null) continue;
      const rows = await rowsOf(dataset, side);
      expect(rows).toHaveLength(expected);
      expect(rows.every(({ text }) => text.trim() !== "")).toBe(true);
      expect(rows.every(({ label }) => dataset.labels[label] !== undefined)).toBe(true);
      expect(await rowsOf(dataset, side)).toEqual(rows);
    }
  });

  test("names a source for each training row, or for none", async () => {
    const { trainSources, rowCounts } = await open();
    expect([undefined, rowCounts.train]).toContain(trainSources?.length);
  });

  test("every class has training rows", async () => {
    const dataset = await open();
    const seen = new Set((await rowsOf(dataset, "train")).map(({ label }) => label));
    expect([...seen].sort()).toEqual(dataset.labels.map((_, label) => label));
  });

  test("its id is its name and 12 hex digits, the same for the same data", async () => {
    const { id } = await open();
    expect(id).toMatch(new RegExp(`^${name}(:[^@]+)?@[0-9a-f]{12}$`));
    expect((await open()).id).toBe(id);
  });
});

describe("the spec", () => {
  const options = { baseFolder: "nowhere" };

  test.each([
    [
      "brown-pres",
      /unknown dataset "brown-pres"; did you mean "brown-press"\? \(known: brown-press, csv, jsonl, parquet, synthetic\)/,
    ],
    ["", /unknown dataset ""/],
    ["brown-press:all", /takes no options, got "all"/],
    ["csv", /needs a file/],
    ["csv:", /needs a file/],
    [
      "csv:a.csv,tset=b.csv",
      /unknown option "tset"; did you mean "test"\? \(known: test, text, label, positive, group, split, empty, separator, quotes, encoding, dedupe\)/,
    ],
    [
      "csv:a.csv,b.csv",
      /"b.csv" must have the form option=value \(options: test, text, label, positive, group, split, empty, separator, quotes, encoding, dedupe\)/,
    ],
    ["csv:a.csv,dedup", /"dedup" must have the form option=value, or did you mean "dedupe"\?/],
    ["csv:a.csv,dedupe=yes", /option "dedupe" takes no value; write just dedupe/],
    ["csv:a.csv,dedupe,dedupe", /option "dedupe" is given twice/],
    ["csv:a.csv,positive=", /option "positive" has no value/],
    ["csv:a.csv,positive", /"positive" must have the form option=value/],
    ["brown-press:positive=press", /takes no options, got "positive=press"/],
    ["synthetic:positive=class1", /unknown option "positive"/],
    ["csv:a.csv,text=", /option "text" has no value/],
    ["csv:a.csv,text=a,text=b", /option "text" is given twice/],
    ["synthetic:rows=many", /rows must be a whole number from 2 to 1000000000, got "many"/],
    ["synthetic:rows=1", /rows must be/],
    ["synthetic:row=10", /unknown option "row"; did you mean "rows"\?/],
  ])("%j is refused", async (spec, message) => {
    await expect(openDataset(spec, options)).rejects.toThrow(message);
    await expect(openDataset(spec, options)).rejects.toMatchObject({ name: "ConfigError", exitCode: 2 });
  });
});
