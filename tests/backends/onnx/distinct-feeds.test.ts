import { Tensor } from "onnxruntime-common";
import { describe, expect, test } from "vitest";
import { createDistinctFeeder, groupByWidth, wholeBatch } from "../../../backends/onnx/distinct-feeds.ts";
import { encodedFrom } from "../../fixtures/texts.ts";

const SPEC = { vocabulary: 200, maxLength: 120, embedding: 4, hidden: [], pooling: "all", classes: 2 } as const;

/** A text of that many different words; padding makes one entry more, since none is 120 long. */
const wordsOf = (count: number) => Array.from({ length: count }, (_, index) => 2 + index);

describe("texts on their way into the graph", () => {
  test("one long text among 99 short ones goes alone, and order and width are kept", () => {
    const lengths = Array.from({ length: 100 }, (_, row) => (row === 40 ? 99 : 9 + (row % 2)));
    const groups = groupByWidth(encodedFrom(lengths.map(wordsOf), SPEC.maxLength));
    // Filling 99 texts of 10 or 11 entries up to 100 is some 8,900 entries; splitting the short ones would save 50.
    expect(groups.map(({ rows, width }) => [rows.length, width])).toEqual([
      [99, 11],
      [1, 100],
    ]);
    expect([...groups[1]!.rows]).toEqual([40]);
    expect([...groups[0]!.rows.slice(0, 3), ...groups[0]!.rows.slice(-2)]).toEqual([0, 2, 4, 97, 99]);
  });

  test("a batch whose filling up costs less than a call stays whole", () => {
    const texts = encodedFrom([wordsOf(90), wordsOf(3), wordsOf(5)], SPEC.maxLength);
    const groups = groupByWidth(texts);
    expect(groups.map(({ width }) => width)).toEqual([91]);
    expect(new Set(groups[0]!.rows)).toEqual(new Set([0, 1, 2]));
    expect(wholeBatch(texts)).toEqual({ rows: Int32Array.of(0, 1, 2), width: 91 });
  });

  test("words with their shares, padding and <OOV> apart, what fills up with share 0, also after a larger batch", () => {
    const feed = createDistinctFeeder(SPEC, Tensor);
    const larger = encodedFrom([wordsOf(50), wordsOf(50)], SPEC.maxLength);
    feed(larger, wholeBatch(larger));
    const texts = encodedFrom(
      [
        [7, 7, 1],
        [8, 9, 10],
      ],
      SPEC.maxLength,
    );
    const { ids, shares, special } = feed(texts, { rows: Int32Array.of(1, 0), width: 4 }) as Record<string, Tensor>;
    expect([...(ids!.data as Int32Array)]).toEqual([8, 9, 10, 0, 7, 0, 0, 0]);
    const share = Math.fround(1 / 120);
    expect([...(shares!.data as Float32Array)]).toEqual([share, share, share, 0, Math.fround(2 / 120), 0, 0, 0]);
    // 117 of 120 positions of padding in both; one unknown word in the first text.
    expect([...(special!.data as Float32Array)]).toEqual([Math.fround(117 / 120), 0, Math.fround(117 / 120), share]);
  });
});
