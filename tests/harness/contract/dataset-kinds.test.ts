import { expect, test } from "vitest";
import { kindOfEnding, unknownDataset } from "../../../harness/contract/dataset-kinds.ts";

test.each([
  ["news.csv", "csv"],
  ["data/News.TSV", "csv"],
  ["news.csv.gz", "csv"],
  ["news.ndjson", "jsonl"],
  ["news.parquet", "parquet"],
  ["news.json", null],
  ["csv", null],
  ["news.constructor", null],
])("the kind of %s is %s", (path, kind) => {
  expect(kindOfEnding(path)).toBe(kind);
});

test.each([
  ["a.csv", 'unknown dataset "a.csv"; for a file, write "csv:a.csv"'],
  ["a.jsonl.gz,text=body", 'unknown dataset "a.jsonl.gz,text=body"; for a file, write "jsonl:a.jsonl.gz,text=body"'],
  ["cvs:a.csv", 'unknown dataset "cvs"; did you mean "csv"? (known: brown-press, csv)'],
  ["brownpress", 'unknown dataset "brownpress"; did you mean "brown-press"? (known: brown-press, csv)'],
])("%s: %s", (spec, said) => {
  expect(unknownDataset(spec, ["brown-press", "csv"])).toBe(said);
});
