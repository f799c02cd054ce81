import { Tensor } from "onnxruntime-common";
import { describe, expect, test } from "vitest";
import { createDistinctFeeder } from "../../../backends/onnx/distinct-feeds.ts";
import { packTexts, packWhole } from "../../../backends/onnx/text-blocks.ts";
import type { EncodedTexts, ModelSpec } from "../../../harness/contract/index.ts";
import { encodedFrom, randomTexts, testRandom } from "../../fixtures/texts.ts";

const SPEC = { vocabulary: 200, maxLength: 120, embedding: 4, hidden: [], pooling: "all", classes: 2 } as const;
/** Ids below this are frequent. */
const FREQUENT = 64;

const share = Math.fround(1 / 120);

describe("inputs of the distinct form", () => {
  test("rare words of a block's texts follow one another with their shares; frequent words are separate", () => {
    const feeder = createDistinctFeeder(SPEC, Tensor);
    const texts = encodedFrom(
      [
        [70, 70, 1],
        [80, 9, 90, 100],
      ],
      SPEC.maxLength,
    );
    expect([...feeder.loadBatch(texts)]).toEqual([1, 3]);
    const feeds = feeder.feedsOf({ rows: Int32Array.of(1, 0, -1, -1), textsPerBlock: 2, width: 5 });
    const { ids, shares, frequent } = feeds as Record<string, Tensor>;
    expect(ids!.dims).toEqual([2, 5]);
    expect([...(ids!.data as Int32Array)]).toEqual([80, 90, 100, 70, 0, ...Array(5).fill(0)]);
    expect(shares!.dims).toEqual([2, 2, 5]);
    const firstBlock = [share, share, share, 0, 0, 0, 0, 0, 2 * share, 0];
    expect([...(shares!.data as Float32Array)]).toEqual([...firstBlock, ...Array(10).fill(0)]);
    expect(frequent!.dims).toEqual([4, FREQUENT]);
    const expected = Array.from({ length: 4 * FREQUENT }, () => 0);
    // Of 120 positions, the second text has 116 of padding and one of word 9; the first has 117 of padding and one <OOV>.
    expected[0] = Math.fround(116 * share);
    expected[9] = share;
    expected[FREQUENT] = Math.fround(117 * share);
    expected[FREQUENT + 1] = share;
    expect([...(frequent!.data as Float32Array)]).toEqual(expected);
  });

  test("with pooling over words padding has no share, and the words' shares add up to 1", () => {
    const feeder = createDistinctFeeder({ ...SPEC, pooling: "words" }, Tensor);
    const texts = encodedFrom([[5, 5, 70, 1], []], SPEC.maxLength);
    const { frequent, shares } = feeder.feedsOf(packWhole(feeder.loadBatch(texts), 1)) as Record<string, Tensor>;
    const [empty, full] = [frequent!.data.slice(0, FREQUENT), frequent!.data.slice(FREQUENT)] as Float32Array[];
    expect(empty!.every((value) => value === 0)).toBe(true);
    expect([full![0], full![1], full![5]]).toEqual([0, 0.25, 0.5]);
    expect([...(shares!.data as Float32Array)]).toEqual([0, 0.25]);
  });

  test("if all ids are frequent, one padding id remains", () => {
    const feeder = createDistinctFeeder({ ...SPEC, vocabulary: 5 }, Tensor);
    const { ids, shares, frequent } = feeder.feedsOf(
      packWhole(feeder.loadBatch(encodedFrom([[2, 3, 4]], SPEC.maxLength)), 8),
    ) as Record<string, Tensor>;
    expect([ids!.dims, shares!.dims, frequent!.dims]).toEqual([
      [1, 1],
      [1, 1, 1],
      [1, 5],
    ]);
    expect([...(frequent!.data as Float32Array)]).toEqual([Math.fround(117 * share), 0, share, share, share]);
  });

  test("inputs beyond WebAssembly's memory limit are refused, and the next batch works", () => {
    const feeder = createDistinctFeeder(SPEC, Tensor);
    const texts = encodedFrom([[70]], SPEC.maxLength);
    feeder.loadBatch(texts);
    // 65,536 texts in blocks as wide as 8 texts of 2,500 words: 5.2 GB of shares.
    const blocks = { rows: new Int32Array(65_536).fill(-1), textsPerBlock: 8, width: 20_000 };
    expect(() => feeder.feedsOf(blocks)).toThrow(/5\.\d GB of inputs .* serve fewer texts at once/);
    const { ids } = feeder.feedsOf(packWhole(feeder.loadBatch(texts), 8)) as Record<string, Tensor>;
    expect([...(ids!.data as Int32Array)]).toEqual([70]);
  });

  test.each(["all", "words"] as const)("every word of every text gets its share, batch after batch: %s", (pooling) => {
    const spec = { ...SPEC, pooling };
    const feeder = createDistinctFeeder(spec, Tensor);
    const random = testRandom(5);
    for (const count of [3, 200, 1, 64, 1500, 9]) {
      const texts = encodedFrom(randomTexts(random, count, spec.vocabulary, 150), spec.maxLength);
      const packed = packTexts(feeder.loadBatch(texts), 8);
      for (const blocks of packed) {
        const actual = sharesOf(feeder.feedsOf(blocks) as Record<string, Tensor>, blocks.textsPerBlock);
        blocks.rows.forEach((row, place) => {
          expect(actual[place]).toEqual(row < 0 ? new Map() : expectedShares(texts, row, spec));
        });
      }
    }
  });
});

/** By place, the share of each id in the text's mean, according to the inputs. */
function sharesOf({ ids, shares, frequent }: Record<string, Tensor>, textsPerBlock: number): Map<number, number>[] {
  const [blocks, width] = ids!.dims as [number, number];
  return Array.from({ length: blocks * textsPerBlock }, (_, place) => {
    const textShares = new Map<number, number>();
    const add = (id: number, value: number) => {
      if (value !== 0) textShares.set(id, (textShares.get(id) ?? 0) + value);
    };
    for (let id = 0; id < FREQUENT; id += 1) add(id, frequent!.data[place * FREQUENT + id] as number);
    for (let column = 0; column < width; column += 1) {
      const block = Math.floor(place / textsPerBlock);
      add(ids!.data[block * width + column] as number, shares!.data[place * width + column] as number);
    }
    return textShares;
  });
}

function expectedShares(texts: EncodedTexts, row: number, { pooling }: ModelSpec): Map<number, number> {
  const entries = [...texts.ids.slice(texts.offsets[row]!, texts.offsets[row + 1]!)].map(
    (id, index) => [id, texts.counts[texts.offsets[row]! + index]!] as const,
  );
  const counted = pooling === "all" ? entries : entries.filter(([id]) => id !== 0);
  const positions = Math.max(
    1,
    counted.reduce((sum, [, count]) => sum + count, 0),
  );
  const one = Math.fround(1 / positions);
  return new Map(counted.map(([id, count]) => [id, Math.fround(count * one)] as const).sort(([a], [b]) => a - b));
}
