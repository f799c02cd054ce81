import { describe, expect, test } from "vitest";
import { hashWord } from "../../../../harness/classifier/text/word-spans.ts";
import { NOT_FOUND, WordTable } from "../../../../harness/classifier/text/word-table.ts";

describe("the word table", () => {
  test("numbers words in order of first appearance", () => {
    const table = new WordTable();
    expect(["b", "a", "b", "c"].map((word) => table.findOrAddWord(word))).toEqual([0, 1, 0, 2]);
    expect([0, 1, 2].map((number) => table.word(number))).toEqual(["b", "a", "c"]);
    expect(table.size).toBe(3);
  });

  test("finds a word as a stretch of a text", () => {
    const table = new WordTable();
    table.findOrAddWord("cat");
    expect(table.find("the cat sat", 4, 7, hashWord("cat"))).toBe(0);
    expect(table.find("the cat sat", 8, 11, hashWord("sat"))).toBe(NOT_FOUND);
  });

  test("equal hashes do not make equal words", () => {
    const table = new WordTable();
    const [first, longer, second] = ["one", "ones", "two"].map((word) => table.findOrAdd(word, 0, word.length, 77));
    expect([first, longer, second]).toEqual([0, 1, 2]);
    expect(table.find("two", 0, 3, 77)).toBe(2);
    expect(table.find("six", 0, 3, 77)).toBe(NOT_FOUND);
  });

  test("keeps every word while it grows, lone surrogates too", () => {
    const table = new WordTable();
    const words = Array.from({ length: 20_000 }, (_, index) => `${"long".repeat(index % 7)}${index}\ud800`);
    for (const word of words) table.findOrAddWord(word);
    expect(words.map((word) => table.findOrAddWord(word))).toEqual(words.map((_, index) => index));
    expect(table.word(19_999)).toBe(words[19_999]);
  });

  test("words made to have one hash are numbered as any, and looked up in a bounded number of steps each", () => {
    const table = new WordTable();
    // Each of 4,000 words is looked up before it is added: one after the other, these were eight million comparisons.
    const words = Array.from({ length: 4000 }, (_, index) => `w${index}`);
    let read = 0;
    const counted = (word: string) =>
      ({
        charCodeAt: (at: number) => {
          read += 1;
          return word.charCodeAt(at);
        },
        slice: (start: number, end: number) => word.slice(start, end),
      }) as unknown as string;
    const number = (word: string) => table.findOrAdd(counted(word), 0, word.length, 77);
    expect(words.map(number)).toEqual(words.map((_, index) => index));
    expect(words.map(number)).toEqual(words.map((_, index) => index));
    expect(words.map((_, index) => table.word(index))).toEqual(words);
    // 64 words are compared, of up to five letters each.
    expect(read / (2 * words.length)).toBeLessThan(64 * 5);
    expect(table.find("other", 0, 5, 77)).toBe(NOT_FOUND);
  });
});
