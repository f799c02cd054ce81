import { expect, test } from "vitest";
import { type BatchRules, textBatches } from "../../../../harness/classifier/pretrained/text-batches.ts";

const textOf = (...ids: number[]) => ({ ids: Int32Array.from(ids), types: new Int32Array(ids.length) });
const RULES: BatchRules = {
  inputs: [
    { name: "input_ids", type: "int32" },
    { name: "attention_mask", type: "int32" },
  ],
  padding: { id: 9, type: 0, side: "right" },
  rows: 2,
  isFixedRows: false,
  width: null,
};

/** Places, spans and ids of each batch of texts with three, one and two tokens. */
function batches(rules: Partial<BatchRules>) {
  const texts = [textOf(1, 2, 3), textOf(4), textOf(5, 6)];
  return [...textBatches(texts, { ...RULES, ...rules })].map(({ places, spans, feeds }) => ({
    places,
    spans: spans.map(({ start, end }) => [start, end]),
    ids: [...(feeds.input_ids!.data as Int32Array)],
  }));
}

test("a batch says where each text's own tokens are: at the start of its row, the shortest texts first", () => {
  expect(batches({})).toEqual([
    {
      places: [1, 2],
      spans: [
        [0, 1],
        [0, 2],
      ],
      ids: [4, 9, 5, 6],
    },
    { places: [0], spans: [[0, 3]], ids: [1, 2, 3] },
  ]);
});

test("or at its end, where padding is on the left; rows that fill a batch up have no span", () => {
  expect(batches({ padding: { id: 9, type: 0, side: "left" }, width: 4, isFixedRows: true })).toEqual([
    {
      places: [1, 2],
      spans: [
        [3, 4],
        [2, 4],
      ],
      ids: [9, 9, 9, 4, 9, 9, 5, 6],
    },
    { places: [0], spans: [[1, 4]], ids: [9, 1, 2, 3, 9, 9, 9, 9] },
  ]);
});
