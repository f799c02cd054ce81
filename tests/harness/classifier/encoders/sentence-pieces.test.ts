import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createPieceTokenizer,
  foldWhiteSpace,
  type Piece,
} from "../../../../harness/classifier/encoders/sentence-pieces.ts";

const PIECES: readonly Piece[] = [
  ["<unknown>", 0],
  ["<reserved>", 0],
  ["▁", -4],
  ["a", -3],
  ["b", -3],
  ["ab", -5],
  ["▁a", -3],
  ["ba", -7],
];
const { encode } = createPieceTokenizer(PIECES, 2);
const cut = (text: string) => encode(text).map((id) => PIECES[id]![0]);

describe("the most probable cut", () => {
  test.each([
    // ▁a + b is -6, ▁ + ab -9, ▁ + a + b -10
    ["ab", ["▁a", "b"]],
    // ▁ + b + a is -10, ▁ + ba -11
    ["ba", ["▁", "b", "a"]],
    // ▁ + b + ab is -12, ▁ + ba + b and ▁ + b + a + b less or as much: of equal scores the later, longer-begun piece wins
    ["bab", ["▁", "b", "ab"]],
    ["a a", ["▁a", "▁a"]],
    ["", []],
  ])("of %j", (text, pieces) => {
    expect(cut(text)).toEqual(pieces);
  });

  test("of equal scores the piece that begins later wins", () => {
    const even = createPieceTokenizer(
      [
        ["?", 0],
        ["▁", -1],
        ["x", -1],
        ["y", -1],
        ["xy", -2],
      ],
      1,
    );
    expect(even.encode("xy")).toEqual([1, 2, 3]);
  });

  test("of two equal pieces the last one counts", () => {
    expect(
      createPieceTokenizer(
        [
          ["?", 0],
          ["▁", -1],
          ["x", -1],
          ["x", -9],
        ],
        1,
      ).encode("x"),
    ).toEqual([1, 3]);
  });
});

test("runs of unknown characters are one id, also beyond 16 bits", () => {
  expect(encode("a??🙂a")).toEqual([6, 0, 3]);
  expect(encode("? ?")).toEqual([2, 0, 2, 0]);
});

test("texts are read in compatibility form", () => {
  expect(encode("ａ")).toEqual(encode("a"));
});

test("a limit gives the first ids of the whole text's", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "b", " ", "?", "ab") });
  fc.assert(
    fc.property(texts, fc.nat(12), (text, most) => {
      expect(encode(text, most)).toEqual(encode(text).slice(0, most));
    }),
  );
});

test("long texts take time in proportion: a million words, and a word of a quarter of a million letters", () => {
  expect(encode("a ".repeat(2 ** 20), 3)).toEqual([6, 6, 6]);
  // ▁a + b, and ab from then on.
  expect(encode("ab".repeat(2 ** 17))).toHaveLength(2 ** 17 + 1);
});

test("a piece that goes on behind a space is refused: texts are cut word by word", () => {
  expect(() => createPieceTokenizer([["a▁b", -1]], 0)).toThrow('piece 0, "a▁b", has a space behind its beginning');
});

test("white space of any kind is one space, and none at the ends", () => {
  expect(foldWhiteSpace("\t one\r\n\u00a0two\u3000 three \n")).toBe("one two three");
  expect(foldWhiteSpace(" \n ")).toBe("");
});
