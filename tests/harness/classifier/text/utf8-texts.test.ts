import fc from "fast-check";
import { expect, test } from "vitest";
import { Utf8Texts } from "../../../../harness/classifier/text/utf8-texts.ts";

test("any texts come back as they were, also from what is stored", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (given) => {
      const texts = new Utf8Texts(new Uint8Array(4));
      for (const text of given) texts.add(text);
      const { bytes, offsets } = texts.parts();
      const stored = new Utf8Texts(bytes, offsets);
      expect(given.map((_, number) => stored.at(number))).toEqual(given);
    }),
  );
});

test("a byte order mark stays, and a text that is not there is refused", () => {
  const texts = new Utf8Texts();
  texts.add("\uFEFFa");
  expect(texts.at(0)).toBe("\uFEFFa");
  expect(() => texts.at(1)).toThrow("there are 1 texts, not one of number 1");
});

test("more than a corpus can hold is refused with the limit, and what was there stays", () => {
  const texts = new Utf8Texts(new Uint8Array(4), new Float64Array(1), 16);
  // A text may need three bytes a letter: five letters fit into 16 bytes, and then no other two.
  texts.add("abcde");
  texts.add("fgh");
  expect(() => texts.add("ijk")).toThrow(
    "the first 2 texts take 8 bytes, and a corpus holds up to 16; take fewer rows",
  );
  expect([texts.at(0), texts.at(1), texts.count]).toEqual(["abcde", "fgh", 2]);
});
