import { expect, test } from "vitest";
import type { EncodedTexts } from "../../../../harness/contract/index.ts";
import { timeStages } from "../../../../harness/measure/phases/time-stages.ts";

const TEXTS = Array.from({ length: 300 }, (_, index) => `text ${index}`);

/** A model whose steps take so many microseconds a text on a clock of its own. */
function model(us: { readonly tokenize: number; readonly predict: number; readonly lookup?: number }, around = 0) {
  let clockMs = 0;
  let open = 0;
  const pass = (texts: number, each: number) => {
    clockMs += (texts * each) / 1000;
  };
  const encode = (texts: readonly string[]) => {
    pass(texts.length, us.tokenize);
    return { rows: texts.length } as EncodedTexts;
  };
  const predictIn = (each: number) => async (batch: EncodedTexts) => {
    pass(batch.rows, each);
    return new Float32Array(batch.rows);
  };
  const predict = predictIn(us.predict);
  const { lookup } = us;
  const openLookup = async () => {
    open += 1;
    return {
      predict: predictIn(lookup!),
      close: async () => {
        open -= 1;
      },
    };
  };
  const answer = (texts: readonly string[]) => {
    pass(texts.length, around);
    return predict(encode(texts));
  };
  const parts = { encode, predict, ...(lookup === undefined ? {} : { openLookup }) };
  return { answer, parts, nowMs: () => clockMs, leftOpen: () => open };
}

test("each step is known by itself, in microseconds a text, and the lookup's session is closed", async () => {
  const fast = model({ tokenize: 2, predict: 5, lookup: 3 }, 1);
  const stages = await timeStages(fast, TEXTS, fast.nowMs);
  // 256 texts take 2 ms, so that four batches are a pass of at most 8 ms, or nearly.
  expect(stages?.texts).toBe(3 * 256);
  expect(stages?.answerUs).toBeCloseTo(8, 9);
  expect(stages?.tokenizeUs).toBeCloseTo(2, 9);
  expect(stages?.predictUs).toBeCloseTo(5, 9);
  expect(stages?.lookupUs).toBeCloseTo(3, 9);
  expect(fast.leftOpen()).toBe(0);
});

test("a backend that cannot part its kernels leaves the lookup unknown", async () => {
  const whole = model({ tokenize: 2, predict: 4 });
  expect(await timeStages(whole, TEXTS, whole.nowMs)).toMatchObject({ texts: 1024, lookupUs: null });
});

test("a slow model, and one without parts, tell nothing", async () => {
  const slow = model({ tokenize: 2, predict: 300, lookup: 300 });
  expect(await timeStages(slow, TEXTS, slow.nowMs)).toBeNull();
  const { answer, nowMs } = model({ tokenize: 2, predict: 4 });
  expect(await timeStages({ answer }, TEXTS, nowMs)).toBeNull();
});
