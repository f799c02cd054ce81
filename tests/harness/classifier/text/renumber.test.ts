import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTextEncoder } from "../../../../harness/classifier/text/encoder.ts";
import { type Reading, renumberTexts } from "../../../../harness/classifier/text/renumber.ts";
import { bigramRows } from "../../../../harness/contract/model-sizes.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

const BEFORE = ["", "<OOV>", "the", "cat", "sat", "mat"];
const AFTER = ["", "<OOV>", "mat", "the"];

describe("texts of a vocabulary that lost words", () => {
  // the cat sat on the mat: ids 2 3 4 1 2 5, in six of eight positions
  const texts = encodedFrom(
    [
      [2, 3, 4, 1, 2, 5],
      [5, 3],
    ],
    8,
  );

  test("words that are gone count as padding, which stays last", () => {
    const renumbered = renumberTexts(texts, { vocabulary: BEFORE }, { vocabulary: AFTER, unknownWords: "padding" });
    expect([...renumbered.ids]).toEqual([3, 2, 0, 2, 0]);
    expect([...renumbered.counts]).toEqual([2, 1, 5, 1, 7]);
    expect([...renumbered.offsets]).toEqual([0, 3, 5]);
  });

  test("or as <OOV>, in order of first appearance", () => {
    const renumbered = renumberTexts(texts, { vocabulary: BEFORE }, { vocabulary: AFTER, unknownWords: "oov" });
    expect([...renumbered.ids]).toEqual([3, 1, 2, 0, 2, 1, 0]);
    expect([...renumbered.counts]).toEqual([2, 3, 1, 2, 1, 1, 6]);
  });

  test("a text that is full, and has no padding, gets none unless words are gone", () => {
    const full = encodedFrom([[2, 5]], 2);
    expect(renumberTexts(full, { vocabulary: BEFORE }, { vocabulary: AFTER, unknownWords: "padding" })).toEqual(
      encodedFrom([[3, 2]], 2),
    );
  });

  test.each(["oov", "padding"] as const)("equals encoding the texts again: %s", (unknownWords) => {
    const words = [...BEFORE.slice(2), "dog", "on", "red"];
    const texts = fc.array(fc.array(fc.constantFrom(...words), { maxLength: 12 }), { maxLength: 10 });
    const reading = (vocabulary: readonly string[], unknown: "oov" | "padding", buckets: number) => ({
      vocabulary,
      unknownWords: unknown,
      // A vocabulary may hold fewer words than the model has rows for them.
      bigrams: bigramRows({ vocabulary: vocabulary.length + 3, bigrams: buckets }),
    });
    holdsForAll(fc.tuple(texts, fc.constantFrom(0, 7)), ([rows, buckets]) => {
      const raw = rows.map((row) => row.join(" "));
      const encoded = (as: Reading) => createTextEncoder({ ...as, segmenter: "words", maxLength: 8 }).encode(raw);
      const before = reading(BEFORE, "oov", buckets);
      const after = reading(AFTER, unknownWords, buckets);
      const renumbered = renumberTexts(encoded(before), before, after);
      expect(renumbered).toEqual(encoded(after));
      // And once more, as where one pruning follows another.
      const last = reading(AFTER.slice(0, 3), unknownWords, buckets);
      expect(renumberTexts(renumbered, after, last)).toEqual(encoded(last));
    });
  });
});
