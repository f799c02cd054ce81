import { Tensor } from "onnxruntime-common";
import { describe, expect, test } from "vitest";
import { createDistinctFeeder } from "../../../backends/onnx/distinct-feeds.ts";
import { packTexts, packWhole } from "../../../backends/onnx/text-blocks.ts";
import type { EncodedTexts, ModelSpec } from "../../../harness/contract/index.ts";
import { encodedFrom, randomTexts, testRandom } from "../../fixtures/texts.ts";

const SPEC = { vocabulary: 200, maxLength: 120, embedding: 4, hidden: [], pooling: "all", classes: 2 } as const;
/** Ids below it are the frequent ones. */
const FREQUENT = 64;

const share = Math.fround(1 / 120);

describe("texts on their way into the graph", () => {
  test("rare words with their shares, one text of a block behind the other, and the frequent ones apart", () => {
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
    const ofFirstBlock = [share, share, share, 0, 0, 0, 0, 0, 2 * share, 0];
    expect([...(shares!.data as Float32Array)]).toEqual([...ofFirstBlock, ...Array(10).fill(0)]);
    expect(frequent!.dims).toEqual([4, FREQUENT]);
    const ofTexts = Array.from({ length: 4 * FREQUENT }, () => 0);
    // 116 of 120 positions of the second text are padding and one is the word 9; 117 and one unknown word of the first.
    ofTexts[0] = Math.fround(116 * share);
    ofTexts[9] = share;
    ofTexts[FREQUENT] = Math.fround(117 * share);
    ofTexts[FREQUENT + 1] = share;
    expect([...(frequent!.data as Float32Array)]).toEqual(ofTexts);
  });

  test("where padding does not count it has no share, and words share what is left", () => {
    const feeder = createDistinctFeeder({ ...SPEC, pooling: "words" }, Tensor);
    const texts = encodedFrom([[5, 5, 70, 1], []], SPEC.maxLength);
    const { frequent, shares } = feeder.feedsOf(packWhole(feeder.loadBatch(texts), 1)) as Record<string, Tensor>;
    const [empty, full] = [frequent!.data.slice(0, FREQUENT), frequent!.data.slice(FREQUENT)] as Float32Array[];
    expect(empty!.every((value) => value === 0)).toBe(true);
    expect([full![0], full![1], full![5]]).toEqual([0, 0.25, 0.5]);
    expect([...(shares!.data as Float32Array)]).toEqual([0, 0.25]);
  });

  test("fewer ids than are taken for frequent leave one id that fills up", () => {
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

  test("inputs beyond what WebAssembly can hold are refused, and the next batch is fed", () => {
    const feeder = createDistinctFeeder(SPEC, Tensor);
    const texts = encodedFrom([[70]], SPEC.maxLength);
    feeder.loadBatch(texts);
    // 65,536 texts in blocks as wide as 8 texts of 2,500 words: 5.2 GB of shares.
    const blocks = { rows: new Int32Array(65_536).fill(-1), textsPerBlock: 8, width: 20_000 };
    expect(() => feeder.feedsOf(blocks)).toThrow(/5\.\d GB of inputs .* serve fewer texts at once/);
    const { ids } = feeder.feedsOf(packWhole(feeder.loadBatch(texts), 8)) as Record<string, Tensor>;
    expect([...(ids!.data as Int32Array)]).toEqual([70]);
  });

  test.each(["all", "words"] as const)("every word of every text has its share, batch after batch: %s", (pooling) => {
    const spec = { ...SPEC, pooling };
    const feeder = createDistinctFeeder(spec, Tensor);
    const random = testRandom(5);
    for (const count of [3, 200, 1, 64, 1500, 9]) {
      const texts = encodedFrom(randomTexts(random, count, spec.vocabulary, 150), spec.maxLength);
      const packed = packTexts(feeder.loadBatch(texts), 8);
      for (const blocks of packed) {
        const seen = sharesOf(feeder.feedsOf(blocks) as Record<string, Tensor>, blocks.textsPerBlock);
        blocks.rows.forEach((row, place) => {
          expect(seen[place]).toEqual(row < 0 ? new Map() : expectedShares(texts, row, spec));
        });
      }
    }
  });
});

/** What each id is of the mean of each place's text, as the inputs have it. */
function sharesOf({ ids, shares, frequent }: Record<string, Tensor>, textsPerBlock: number): Map<number, number>[] {
  const [blocks, width] = ids!.dims as [number, number];
  return Array.from({ length: blocks * textsPerBlock }, (_, place) => {
    const ofText = new Map<number, number>();
    const add = (id: number, value: number) => {
      if (value !== 0) ofText.set(id, (ofText.get(id) ?? 0) + value);
    };
    for (let id = 0; id < FREQUENT; id += 1) add(id, frequent!.data[place * FREQUENT + id] as number);
    for (let column = 0; column < width; column += 1) {
      const block = Math.floor(place / textsPerBlock);
      add(ids!.data[block * width + column] as number, shares!.data[place * width + column] as number);
    }
    return ofText;
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
