import { expect, test } from "vitest";
import { type CallBudget, timeRounds, timeSingles } from "../../../../harness/measure/phases/time-calls.ts";

/** A model on a clock of its own that takes `textMs` for each text of a call; it notes how many texts each call has. */
function modelOf(textMs: number) {
  let atMs = 0;
  const calls: number[] = [];
  const served = {
    texts: Array.from({ length: 4096 }, (_, index) => `text ${index}`),
    nowMs: () => atMs,
    answer: async (texts: readonly string[]) => {
      calls.push(texts.length);
      atMs += texts.length * textMs;
      return new Float32Array(texts.length);
    },
  };
  return { served, calls };
}

const BUDGET: CallBudget = { rounds: 3, limitMs: 1, minCalls: 3 };
const roundsOf = async (textMs: number, batchSize: number) => {
  const { served, calls } = modelOf(textMs);
  const rounds = await timeRounds(served, { batchSize, warmMs: 0, budget: BUDGET });
  return { calls, rounds: rounds.map(({ texts, wallMs }) => [texts, wallMs]) };
};

test("a round of a fast model has 2,048 texts, in whole batches", async () => {
  const { calls, rounds } = await roundsOf(0.25, 256);
  expect(rounds).toEqual(Array(3).fill([2048, 512]));
  // One round warms up.
  expect(calls).toEqual(Array(4 * 8).fill(256));
});

test("a round of a slow model takes a second at most, in fewer batches, or in a part of one", async () => {
  // 2,048, 1,024 and 512 texts take more than a second at 2 ms a text.
  expect((await roundsOf(2, 256)).rounds).toEqual(Array(3).fill([256, 512]));
  // 256 take 2.5 s at 10 ms a text; 128 1.28 s, 64 640 ms.
  expect((await roundsOf(10, 256)).rounds).toEqual(Array(3).fill([64, 640]));
});

test("a round has at least 32 texts, or one batch that is smaller", async () => {
  expect((await roundsOf(100, 256)).rounds).toEqual(Array(3).fill([32, 3200]));
  expect((await roundsOf(100, 8)).rounds).toEqual(Array(3).fill([8, 800]));
});

test("single texts of a slow model end before their fewest number after the longest time", async () => {
  const { served } = modelOf(1000);
  const budget = { rounds: 1000, limitMs: 1500, minCalls: 64, longestMs: 10_000 };
  const warmUp = { rounds: 1, limitMs: 1, minCalls: 1 };
  expect(await timeSingles(served, { warmUp, budget })).toHaveLength(10);
  expect(await timeSingles(modelOf(100).served, { warmUp, budget })).toHaveLength(64);
});
