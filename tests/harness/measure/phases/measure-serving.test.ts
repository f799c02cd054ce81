import { expect, test } from "vitest";
import type { EncodedTexts, Session } from "../../../../harness/contract/index.ts";
import { measureServing, sampleServing } from "../../../../harness/measure/phases/measure-serving.ts";
import { REFERENCE_SPEC } from "../../../fixtures/models.ts";

/** A clock that advances only with work: encoding takes 1 us per text, predicting 20 us and 3 us per text. */
function simulated() {
  let clockMs = 0;
  const seen: number[] = [];
  const encode = (texts: readonly string[]): EncodedTexts => {
    clockMs += 0.001 * texts.length;
    const none = new Int32Array(0);
    return { rows: texts.length, maxLength: 500, offsets: none, ids: none, counts: none };
  };
  const session: Session = {
    spec: REFERENCE_SPEC,
    predict: async ({ rows }) => {
      seen.push(rows);
      clockMs += 0.02 + 0.003 * rows;
      return new Float32Array(rows);
    },
    prove: async () => {
      throw new Error("the profiler must stay out of the timing");
    },
    close: async () => undefined,
  };
  return { encode, session, seen, nowMs: () => clockMs };
}

test("times single texts and batches of 256, tokenizing included", async () => {
  const { encode, session, seen, nowMs } = simulated();
  const texts = Array.from({ length: 420 }, (_, index) => `text ${index}`);
  const { serve, tokenizeTextsPerSecond } = await measureServing({ session, encode, texts, nowMs });
  expect(serve.p50Ms).toBeCloseTo(0.024, 9); // 1 + 20 + 3 us
  expect(serve.p99Ms).toBeCloseTo(0.024, 9);
  expect(serve.queries).toBe(1000);
  expect(serve.textsPerSecond).toBeCloseTo(256 / 0.001044, 0); // 256 + 20 + 768 us per batch
  expect(tokenizeTextsPerSecond).toBeCloseTo(1_000_000, 3);
  expect([...new Set(seen)].sort((a, b) => a - b)).toEqual([1, 256]);
});

test("a session that answers texts is timed by that: its texts are encoded for the tokenizing figure alone", async () => {
  const { encode, session, seen, nowMs } = simulated();
  let waitedMs = 0;
  const answering: Session = {
    ...session,
    predictTexts: async (given) => {
      waitedMs += 0.001 + 0.002 * given.length;
      return new Float32Array(given.length);
    },
  };
  const texts = Array.from({ length: 420 }, (_, index) => `text ${index}`);
  const served = { session: answering, encode, texts, nowMs: () => nowMs() + waitedMs };
  const { serve, tokenizeTextsPerSecond } = await measureServing(served);
  expect(serve.p50Ms).toBeCloseTo(0.003, 9); // 1 + 2 us
  expect(serve.textsPerSecond).toBeCloseTo(256 / 0.000513, 0); // 1 + 512 us per batch
  expect(tokenizeTextsPerSecond).toBeCloseTo(1_000_000, 3);
  expect(seen).toEqual([]);
});

test("a slow backend gets fewer queries, and no percentile that these cannot support", async () => {
  const { encode, session, nowMs } = simulated();
  let waitedMs = 0;
  const slow: Session = {
    ...session,
    predict: async (batch) => {
      waitedMs += 20;
      return session.predict(batch);
    },
  };
  const texts = ["a", "b", "c"];
  const { serve } = await measureServing({ session: slow, encode, texts, nowMs: () => nowMs() + waitedMs });
  expect(serve.queries).toBeGreaterThanOrEqual(64);
  expect(serve.queries).toBeLessThan(662);
  expect(serve.p90Ms).toBeCloseTo(20.024, 3);
  expect(serve.p99Ms).toBeNull();
});

test.each([
  ["check", [1, 256], 0.024],
  ["run", [256], null],
] as const)("a sample for a %s serves batches of %j", async (purpose, batches, p50Ms) => {
  const { encode, session, seen, nowMs } = simulated();
  const sampled = await sampleServing({ session, encode, texts: ["a", "b", "c"], nowMs }, purpose);
  expect([...new Set(seen)].sort((a, b) => a - b)).toEqual(batches);
  expect(sampled.textsPerSecond.value).toBeCloseTo(256 / 0.001044, 0);
  // At least 70 ms, in whole rounds of eight batches of 1.044 ms.
  expect(sampled.textsPerSecond.timedMs).toBeGreaterThanOrEqual(70);
  if (p50Ms === null) expect(sampled.p50Ms).toBeNull();
  else expect(sampled.p50Ms?.value).toBeCloseTo(p50Ms, 9);
});
