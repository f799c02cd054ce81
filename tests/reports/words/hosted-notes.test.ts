import { expect, test } from "vitest";
import services from "../../../data/prices/hosted.json" with { type: "json" };
import { hostedNotes } from "../../../reports/words/hosted-notes.ts";
import { numbersIn } from "../in-chinese.ts";

test.each(services)("the notes on $service are told in Chinese, with the same numbers", ({ notes }) => {
  expect(hostedNotes(notes, "en")).toBe(notes);
  const chinese = hostedNotes(notes, "zh");
  expect(chinese).toMatch(/\p{Script=Han}/u);
  expect(numbersIn(chinese)).toEqual(numbersIn(notes));
});

test("notes of another version stay as they were recorded", () => {
  expect(hostedNotes("Of an older list.", "zh")).toBe("Of an older list.");
});
