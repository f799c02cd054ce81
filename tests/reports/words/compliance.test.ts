import { expect, test } from "vitest";
import type { ComplianceNote } from "../../../harness/judge/analysis/compliance.ts";
import { complianceWords } from "../../../reports/words/compliance.ts";
import { expectTranslated } from "../in-chinese.ts";

const NEWS = {
  id: "csv:news.csv@0123456789ab",
  spec: "csv:news.csv",
  hash: "0123456789ab",
  rows: { train: 1200, test: 300 },
  source: null,
  licence: null,
  isGenerated: false,
};

const SILENT: ComplianceNote = {
  data: [NEWS],
  parts: [],
  masked: { cells: 0, of: 4, found: [] },
  privacy: { of: 4, budgets: [] },
  retainUntil: null,
  readers: null,
};

const FULL: ComplianceNote = {
  data: [
    { ...NEWS, source: { text: "Archive", from: "stated" }, licence: { text: "Contract7", from: "stated" } },
    {
      ...NEWS,
      id: "brown-press@ba9876543210",
      hash: "ba9876543210",
      rows: { train: 70, test: null },
      source: { text: "Brown", from: "known" },
      licence: { text: "MIT", from: "known" },
    },
    { ...NEWS, id: "synthetic@aaaaaaaaaaaa", hash: "aaaaaaaaaaaa", rows: null, isGenerated: true },
  ],
  parts: [
    { spec: "encoder:pack", licence: "Apache-2.0" },
    { spec: "onnx:folder", licence: null },
  ],
  masked: { cells: 2, of: 4, found: [{ train: { email: 5 }, validation: { email: 0 }, test: { email: 1 } }] },
  privacy: { of: 4, budgets: [{ epsilon: 2.5, delta: 0.00003, runs: 3 }] },
  retainUntil: "2027-06-30",
  readers: ["Ann", "Bob"],
};

const linesOf = (note: ComplianceNote, language: "en" | "zh" = "en") =>
  complianceWords(note, language).entries.flatMap(([term, lines]) => lines.map((line) => `${term}: ${line}`));

test("what nobody said is called unknown, with the field that says it", () => {
  expect(linesOf(SILENT)).toEqual([
    "Data: csv:news.csv@0123456789ab: hash 0123456789ab, 1,200 training and 300 test rows",
    "Where it came from: Not known; state it as compliance.source in the matrix.",
    "Licence: Not known; state it as compliance.licence in the matrix.",
    "Masking: Nothing is masked.",
    "Privacy budget: None: no training was differentially private.",
    "Kept until: Not known; state it as compliance.retainUntil in the matrix.",
    "Who may read it: Not known; state it as compliance.readers in the matrix.",
  ]);
});

test("to whom a run is encrypted is said with what is not", () => {
  expect(linesOf({ ...SILENT, encryptedTo: ["age1one", "age1two"] }).slice(7)).toEqual([
    "At rest: The run's files are encrypted with age to age1one and age1two.",
    "At rest: The data itself stays as it is, and so does what was written elsewhere on request, such as this page.",
  ]);
});

test("what is stated is told apart from what is known, and each dataset has its own", () => {
  expect(linesOf(FULL).slice(3)).toEqual([
    "Where it came from: csv:news.csv@0123456789ab: Archive (stated)",
    "Where it came from: brown-press@ba9876543210: Brown",
    "Where it came from: synthetic@aaaaaaaaaaaa: Not known; state it as compliance.source in the matrix.",
    "Licence: csv:news.csv@0123456789ab: Contract7 (stated)",
    "Licence: brown-press@ba9876543210: MIT",
    "Licence: synthetic@aaaaaaaaaaaa: none needed: it was generated",
    "Parts of models: encoder:pack: Apache-2.0",
    "Parts of models: onnx:folder: licence not stated",
    "Masking: Texts are masked in 2 of 4 cells.",
    "Masking: Found and masked before words were counted: email 5 times in training, 0 in validation and 1 in test texts.",
    "Privacy budget: 3 of 4 finished runs: ε = 2.5, δ = 0.00003.",
    "Privacy budget: Of the weights of one run; budgets of several that are passed on add up. Scores, losses and a vocabulary that was counted on the texts are outside of it.",
    "Kept until: 2027-06-30 (stated).",
    "Who may read it: Ann and Bob (stated)",
  ]);
});

test.each([
  ["silent", SILENT],
  ["full", FULL],
  ["encrypted", { ...SILENT, encryptedTo: ["age1one", "age1two"] }],
])("a note that is %s is said in Chinese", (_, note) => {
  const chinese = linesOf(note, "zh");
  const named = JSON.parse(JSON.stringify(note, (key, value) => (key === "from" ? undefined : value)));
  const about = [
    named,
    "email",
    "compliance.source",
    "compliance.licence",
    "compliance.retainUntil",
    "compliance.readers",
    "pricewar",
    "age",
  ];
  linesOf(note).forEach((english, index) => {
    expectTranslated(english, chinese[index]!, about);
  });
});
