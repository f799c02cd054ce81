import { describe, expect, test } from "vitest";
import {
  concatTexts,
  selectTexts,
  sliceTexts,
  toPaddedIds,
} from "../../../../harness/classifier/text/encoded-texts.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

const A = [5, 6, 5];
const B: number[] = [];
const C = [7, 8, 9, 7];
const all = encodedFrom([A, B, C], 4);

describe("parts of encoded texts", () => {
  test("a slice has its own offsets and memory", () => {
    const slice = sliceTexts(all, 1, 3);
    expect(slice).toEqual(encodedFrom([B, C], 4));
    slice.ids[0] = 99;
    expect(all).toEqual(encodedFrom([A, B, C], 4));
    expect(sliceTexts(all, 2, 2)).toEqual(encodedFrom([], 4));
  });

  test("a selection follows its indices", () => {
    expect(selectTexts(all, Int32Array.of(2, 0, 2))).toEqual(encodedFrom([C, A, C], 4));
    expect(selectTexts(all, Int32Array.of())).toEqual(encodedFrom([], 4));
  });

  test("slices joined again give the whole", () => {
    expect(concatTexts([sliceTexts(all, 0, 1), sliceTexts(all, 1, 1), sliceTexts(all, 1, 3)])).toEqual(all);
  });

  test("missing rows are refused", () => {
    expect(() => sliceTexts(all, 1, 4)).toThrow(RangeError);
    expect(() => sliceTexts(all, 2, 1)).toThrow(RangeError);
    expect(() => selectTexts(all, Int32Array.of(3))).toThrow(/row 3/);
    expect(() => selectTexts(all, Int32Array.of(-1))).toThrow(/row -1/);
  });

  test("texts of different lengths cannot be joined, nor an empty list", () => {
    expect(() => concatTexts([all, encodedFrom([A], 5)])).toThrow(/4 and 5/);
    expect(() => concatTexts([])).toThrow(/no texts/);
  });
});

test("the padded form has its zeros on the left and every id as often as its count", () => {
  const padded = [...toPaddedIds(encodedFrom([A, B, C], 4))].map(Number);
  expect(padded.slice(0, 4)).toEqual([0, 6, 5, 5]);
  expect(padded.slice(4, 8)).toEqual([0, 0, 0, 0]);
  expect(padded.slice(8)).toEqual([9, 8, 7, 7]);
});
