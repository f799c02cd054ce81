import { describe, expect, test } from "vitest";
import { createWordCounter, PADDING_WORD } from "../../../../harness/classifier/text/vocabulary.ts";
import type { TokenizerSpec } from "../../../../harness/contract/index.ts";
import { OOV_TOKEN } from "../../../../harness/contract/index.ts";

function vocabularyOf(
  texts: readonly string[],
  size: number,
  segmenter: TokenizerSpec["segmenter"] = "words",
): string[] {
  const counter = createWordCounter(segmenter);
  for (const text of texts) counter.add(text);
  return counter.vocabulary(size);
}

describe("the vocabulary", () => {
  test("is sorted by falling frequency, ties by first appearance, after padding and <OOV>", () => {
    // c 3, b 2, a 2 (b came first), d 1
    expect(vocabularyOf(["b a c", "C, c!", "a B d"], 100)).toEqual([PADDING_WORD, OOV_TOKEN, "c", "b", "a", "d"]);
  });

  test("holds at most `size` ids, padding and <OOV> included", () => {
    expect(vocabularyOf(["a a a b b c"], 4)).toEqual([PADDING_WORD, OOV_TOKEN, "a", "b"]);
    expect(vocabularyOf(["a"], 2)).toEqual([PADDING_WORD, OOV_TOKEN]);
    expect(() => vocabularyOf(["a"], 1)).toThrow(/at least 2/);
  });

  test("counts all words of a text, however long it is", () => {
    expect(vocabularyOf([`${"a ".repeat(600)}b `, "b"], 3)).toEqual([PADDING_WORD, OOV_TOKEN, "a"]);
    expect(vocabularyOf([`b b ${"a ".repeat(600)}`, "b"], 4)).toEqual([PADDING_WORD, OOV_TOKEN, "a", "b"]);
  });

  test("can be requested more than once", () => {
    const counter = createWordCounter("words");
    counter.add("x y y");
    expect(counter.vocabulary(3)).toEqual([PADDING_WORD, OOV_TOKEN, "y"]);
    counter.add("x x");
    expect(counter.vocabulary(4)).toEqual([PADDING_WORD, OOV_TOKEN, "x", "y"]);
  });

  test("texts without words give the two special entries", () => {
    expect(vocabularyOf(["", "!!!"], 10)).toEqual([PADDING_WORD, OOV_TOKEN]);
  });

  test("a text that spells <OOV> out has the word oov", () => {
    expect(vocabularyOf(["<OOV> constructor __proto__"], 10).slice(2)).toEqual(["oov", "constructor", "proto"]);
  });

  test("characters and their pairs are ranked together", () => {
    // 手 and 手机 twice, 机 three times: pairs take no place of their own.
    const ranked = vocabularyOf(["手机", "手机 机"], 10, "characters");
    expect(ranked.slice(2)).toEqual(["机", "手", "手机"]);
    expect(vocabularyOf(["手机", "手机 机"], 4, "characters").slice(2)).toEqual(["机", "手"]);
  });

  test("intl counts Chinese words", () => {
    expect(vocabularyOf(["中国经济", "中国"], 10, "intl").slice(2)).toEqual(["中国", "经济"]);
  });
});
