import { describe, expect, test } from "vitest";
import { createIntlCut } from "../../../../harness/classifier/text/intl-words.ts";
import { type CutText, WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import { cutWords } from "../../../../harness/classifier/text/words.ts";
import { KERAS_FILTERS } from "../../../../harness/contract/texts.ts";

function cutWith(cut: CutText, text: string): string[] {
  const spans = new WordSpans();
  const lowered = cut(text, spans);
  return Array.from({ length: spans.count }, (_, word) => lowered.slice(spans.starts[word]!, spans.ends[word]!));
}
const words = (text: string) => cutWith(cutWords, text);

describe("Keras' words", () => {
  test("are lowercase, split at filters and spaces; the apostrophe stays", () => {
    expect(words("The cat's hat, re-sold  (twice!)")).toEqual(["the", "cat's", "hat", "re", "sold", "twice"]);
  });

  test("are split at every filter", () => {
    expect(KERAS_FILTERS).toHaveLength(33);
    for (const filter of KERAS_FILTERS) expect(words(`a${filter}b`)).toEqual(["a", "b"]);
  });

  test("other white space stays inside a word", () => {
    for (const space of ["\r", "\u00a0", "\u2003", "\v", "\f"]) {
      expect(words(`A${space}b c`)).toEqual([`a${space}b`, "c"]);
    }
  });

  test("there are none in an empty text, nor in separators only", () => {
    expect(words("")).toEqual([]);
    expect(words(` ${KERAS_FILTERS} `)).toEqual([]);
  });

  test("the last word needs no separator after it, and one character is a word", () => {
    expect(words("a b")).toEqual(["a", "b"]);
    expect(words(" a ")).toEqual(["a"]);
  });

  test.each([
    ["ΟΔΟΣ ΣΑΣ", ["οδος", "σας"]], // a capital sigma at a word's end becomes ς
    ["İstanbul", ["i\u0307stanbul"]], // one capital letter becomes two code points
    ["ÀÉÎ ŒUVRE", ["àéî", "œuvre"]],
    ["STRASSE Straße ẞ", ["strasse", "straße", "ß"]],
    ["𐐀𐐁 😀", ["𐐨𐐩", "😀"]], // beyond 16 bits
    ["Ǆ ǅ", ["ǆ", "ǆ"]],
  ])("lowercases %s as Python's str.lower does", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test("buffers grow with the text", () => {
    expect(words("x ".repeat(10_000))).toHaveLength(10_000);
    expect(words("y".repeat(100_000))).toEqual(["y".repeat(100_000)]);
  });
});

describe("words of Intl.Segmenter", () => {
  test("Chinese is split without spaces, and punctuation is not a word", () => {
    expect(cutWith(createIntlCut(), "中国经济增长。")).toEqual(["中国", "经济", "增长"]);
  });

  test("Latin words are lowercased", () => {
    expect(cutWith(createIntlCut(), "The cat's 2 hats!")).toEqual(["the", "cat's", "2", "hats"]);
  });

  test("a letter whose lowercase form is longer moves no boundary", () => {
    expect(cutWith(createIntlCut(), "İİ b")).toEqual(["i\u0307i\u0307", "b"]);
  });
});
