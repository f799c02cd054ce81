import { expect, test } from "vitest";
import { type CheckNote, checkNote } from "../../../../harness/judge/check/reason.ts";
import { noteText } from "../../../../reports/words/check/notes.ts";
import { expectTranslated } from "../../in-chinese.ts";

const NOTHING = { kind: "nothing-to-judge", where: "limits.json:3:4", metric: "recall" } as const;

test.each<CheckNote>([
  { kind: "base-skipped", label: "float32", reason: "no such device" },
  { kind: "new-cell", label: "int4-blocks" },
  { kind: "not-paired", matrix: "my/quant.json" },
  { kind: "new-figure", metric: "graph", cells: 2, matched: 12 },
  { kind: "disturbed", pairs: 3, taken: 20 },
  { kind: "waiver-expired", where: "limits.json:3:4", metric: "modelBytes", until: "2026-12-01" },
  { kind: "matches-no-cell", where: "limits.json:3:4", metric: "modelBytes", matrix: "quant" },
  { ...NOTHING, className: null, classes: [] },
  { ...NOTHING, className: null, classes: ["fraud", "fine"] },
  { ...NOTHING, className: "fraud", classes: ["fraud", "fine"] },
  { ...NOTHING, className: "theft", classes: ["fraud", "fine"] },
])("a note says the same in both languages: $kind", (note) => {
  expect(checkNote.parse(note)).toEqual(note);
  expectTranslated(noteText(note), noteText(note, "zh"), note);
});
