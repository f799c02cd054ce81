import { describe, expect, test } from "vitest";
import { createCharactersCut } from "../../../../harness/classifier/text/characters.ts";
import { createTextEncoder } from "../../../../harness/classifier/text/encoder.ts";
import { hashWord, WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import { KERAS_FILTERS } from "../../../../harness/contract/texts.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";
import { spacelessText } from "../../../fixtures/odd-texts.ts";

const cut = createCharactersCut();

function words(text: string): string[] {
  const spans = new WordSpans();
  const lowered = cut(text, spans);
  return Array.from({ length: spans.count }, (_, word) => lowered.slice(spans.starts[word]!, spans.ends[word]!));
}

describe("characters", () => {
  test("are words, and so are their pairs, in the order of their ends", () => {
    expect(words("手机号")).toEqual(["手", "手机", "机", "机号", "号"]);
    expect(words("手")).toEqual(["手"]);
    expect(words("")).toEqual([]);
  });

  test.each([
    ["kana", "がカ", ["が", "がカ", "カ"]],
    ["Hangul", "한국", ["한", "한국", "국"]],
    ["a Thai letter and the mark on it", "ก็", ["\u0e01", "\u0e01\u0e47", "\u0e47"]],
    ["a kana and its voiced mark", "か\u3099", ["か", "か\u3099", "\u3099"]],
    ["what has two code units", "𠮷😀", ["𠮷", "𠮷😀", "😀"]],
    ["halves of surrogate pairs", "\udc00\ud800中", ["\udc00", "\udc00\ud800", "\ud800", "\ud800中", "中"]],
    ["punctuation outside ASCII", "中。", ["中", "中。", "。"]],
    ["wide forms of ASCII, in lower case", "Ａ１", ["ａ", "ａ１", "１"]],
  ])("%s", (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test("white space and filters part them, so that no pair reaches over", () => {
    expect(words("手 机")).toEqual(["手", "机"]);
    for (const separator of [
      ...KERAS_FILTERS,
      ..."\t\n\v\f\r \u00a0\u1680\u2003\u2028\u202f\u205f\u3000\u200b\ufeff",
    ]) {
      expect(words(`手${separator}机${separator}`), JSON.stringify(separator)).toEqual(["手", "机"]);
    }
    expect(words(` ${KERAS_FILTERS}\u3000`)).toEqual([]);
  });
});

describe("letters of scripts with spaces", () => {
  test("are one word as far as they go, in no pair", () => {
    expect(words("iPhone15手机 is NEW")).toEqual(["iphone15", "手", "手机", "机", "is", "new"]);
    expect(words("中A国")).toEqual(["中", "a", "国"]);
    expect(words("手机a")).toEqual(["手", "手机", "机", "a"]);
  });

  test.each(["don't", "café", "cafe\u0301", "việt", "ὀδός", "привет", "שלום", "العربية", "हिन्दी"])("%s", (word) => {
    expect(words(`${word}, ${word}`)).toEqual([word, word]);
  });

  test("are lower-cased as in words: İ becomes two, and a final sigma knows its place", () => {
    expect(words("İ中ΟΔΟΣ")).toEqual(["i\u0307", "中", "οδος"]);
  });
});

test("each word comes with the hash of its code units", () => {
  holdsForAll(
    spacelessText,
    (text) => {
      const spans = new WordSpans();
      const lowered = cut(text, spans);
      for (let word = 0; word < spans.count; word += 1) {
        expect(spans.hashes[word]).toBe(hashWord(lowered.slice(spans.starts[word]!, spans.ends[word]!)));
      }
    },
    100,
  );
});

describe("ids", () => {
  const VOCABULARY = ["", "<OOV>", "手", "机", "手机", "iphone", "机手"];
  const idsOf = (text: string, maxLength: number, keep?: "start" | "end") => {
    const { ids, counts } = createTextEncoder({
      vocabulary: VOCABULARY,
      segmenter: "characters",
      maxLength,
      keep,
    }).encode([text]);
    return [...ids].map((id, entry) => [id, counts[entry]]);
  };

  test("of characters and pairs, distinct with their counts, padding last", () => {
    // 手 手机 机 机手 手 手机 机 iphone, and two of padding
    expect(idsOf("手机手机iPhone", 10)).toEqual([
      [2, 2],
      [4, 2],
      [3, 2],
      [6, 1],
      [5, 1],
      [0, 2],
    ]);
  });

  test("maxLength counts pairs, too: five words are three characters of one end", () => {
    // 手 手机 机 机号 号 号手 手
    expect(idsOf("手机号手", 5)).toEqual([
      [3, 1],
      [1, 3],
      [2, 1],
    ]);
    expect(idsOf("手机号手", 5, "start")).toEqual([
      [2, 1],
      [4, 1],
      [3, 1],
      [1, 2],
    ]);
  });
});
