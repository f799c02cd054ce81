import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { startWasm } from "./tfjs-model.ts";
import { registerSegmentSum } from "./tfjs-segment-sum.ts";

test("rows add up by segment; an empty segment is 0; an id out of range is ignored", async () => {
  await startWasm();
  registerSegmentSum();
  const rows = tf.tensor2d([1, 2, 10, 20, 100, 200, 7, 7], [4, 2]);
  const sums = tf.unsortedSegmentSum(rows, tf.tensor1d([2, 0, 2, -1], "int32"), 3);
  expect(sums.shape).toEqual([3, 2]);
  expect([...(await sums.data())]).toEqual([10, 20, 0, 0, 101, 202]);
});
