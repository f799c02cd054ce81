import { expect, test } from "vitest";
import { answerTexts } from "../../../../../harness/classifier/text/answer-texts.ts";
import type { EncodedTexts, Session, TextEncoder } from "../../../../../harness/contract/index.ts";
import { servingOf } from "../../../../../harness/contract/serving.ts";
import { closedLoop } from "../../../../../harness/measure/phases/scenarios/closed-loop.ts";
import { offline } from "../../../../../harness/measure/phases/scenarios/offline.ts";
import type { ServingGroup } from "../../../../../harness/measure/phases/scenarios/scenario.ts";
import { singleStream } from "../../../../../harness/measure/phases/scenarios/single-stream.ts";
import { servingCalls } from "../../../../../harness/measure/phases/serving-calls.ts";
import { type ServingSubject, timeTokenizing } from "../../../../../harness/measure/phases/time-calls.ts";
import { FakeClock } from "../../../../fixtures/fake-clock.ts";
import { REFERENCE_SPEC } from "../../../../fixtures/models.ts";

const TEXTS = Array.from({ length: 420 }, (_, index) => `text ${index}`);
const SERVING = servingOf({ backend: "fake", threads: 1 });

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

/** A model that is answered by a session, as the reference's folders are. */
function served<S extends { readonly session: Session; readonly encode: TextEncoder["encode"] }>({
  session,
  encode,
  ...rest
}: S) {
  return { ...rest, answer: answerTexts(session, encode), tokenize: encode };
}

/** One process that serves. */
function alone(local: ServingSubject): ServingGroup {
  const unused = async () => {
    throw new Error("not part of the timing");
  };
  const observed = { ...local, prove: unused, clock: new FakeClock(), machineNowMs: local.nowMs };
  return { local, all: [servingCalls(observed, { listen: unused, memory: unused })] };
}

function sizesOf(seen: readonly number[]): number[] {
  return [...new Set(seen)].sort((a, b) => a - b);
}

test("a closed loop times single texts and batches of 256, tokenizing included", async () => {
  const { encode, session, seen, nowMs } = simulated();
  const serve = await closedLoop.measure(alone(served({ session, encode, texts: TEXTS, nowMs })), SERVING);
  expect(serve.p50Ms).toBeCloseTo(0.024, 9); // 1 + 20 + 3 us
  expect(serve.p99Ms).toBeCloseTo(0.024, 9);
  expect(serve.p999Ms).toBeNull();
  expect(serve.queries).toBe(1000);
  expect(serve.textsPerSecond).toBeCloseTo(256 / 0.001044, 0); // 256 + 20 + 768 us per batch
  expect(sizesOf(seen)).toEqual([1, 256]);
  expect(await timeTokenizing({ tokenize: encode, texts: TEXTS, nowMs }, 256)).toBeCloseTo(1_000_000, 3);
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
  const local = served({ session: answering, encode, texts: TEXTS, nowMs: () => nowMs() + waitedMs });
  const serve = await closedLoop.measure(alone(local), SERVING);
  expect(serve.p50Ms).toBeCloseTo(0.003, 9); // 1 + 2 us
  expect(serve.textsPerSecond).toBeCloseTo(256 / 0.000513, 0); // 1 + 512 us per batch
  expect(await timeTokenizing(local, 256)).toBeCloseTo(1_000_000, 3);
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
  const local = served({ session: slow, encode, texts: ["a", "b", "c"], nowMs: () => nowMs() + waitedMs });
  const serve = await closedLoop.measure(alone(local), SERVING);
  expect(serve.queries).toBeGreaterThanOrEqual(64);
  expect(serve.queries).toBeLessThan(662);
  expect(serve.p90Ms).toBeCloseTo(20.024, 3);
  expect(serve.p99Ms).toBeNull();
});

test.each([
  ["check", [1, 256], 0.024],
  ["run", [256], null],
] as const)("a sample of a closed loop for a %s serves batches of %j", async (purpose, batches, p50Ms) => {
  const { encode, session, seen, nowMs } = simulated();
  const group = alone(served({ session, encode, texts: ["a", "b", "c"], nowMs }));
  const sampled = await closedLoop.sample(group, SERVING, { purpose });
  expect(sizesOf(seen)).toEqual(batches);
  expect(sampled.textsPerSecond.value).toBeCloseTo(256 / 0.001044, 0);
  // At least 70 ms, in whole rounds of eight batches of 1.044 ms.
  expect(sampled.textsPerSecond.timedMs).toBeGreaterThanOrEqual(70);
  if (p50Ms === null) expect(sampled.p50Ms).toBeNull();
  else expect(sampled.p50Ms?.value).toBeCloseTo(p50Ms, 9);
});

test.each([1, 32, 5000])("offline serves batches of %i alone, and has no latencies", async (batchSize) => {
  const { encode, session, seen, nowMs } = simulated();
  const group = alone(served({ session, encode, texts: TEXTS, nowMs }));
  const serve = await offline.measure(group, { ...SERVING, scenario: "offline", batchSize });
  expect(sizesOf(seen)).toEqual([batchSize]);
  expect(serve).toMatchObject({ p50Ms: null, p99Ms: null, p999Ms: null, queries: 0 });
  // 20 us per batch, 4 us per text.
  expect(serve.textsPerSecond).toBeCloseTo(batchSize / (0.00002 + 0.000004 * batchSize), 0);
  const sampled = await offline.sample(group, { ...SERVING, scenario: "offline", batchSize }, { purpose: "run" });
  expect(sampled.textsPerSecond.value).toBeCloseTo(serve.textsPerSecond, 0);
});

test("a single stream serves single texts alone, as many as back p99.9, and its rate is theirs", async () => {
  const { encode, session, seen, nowMs } = simulated();
  let calls = 0;
  let waitedMs = 0;
  const hiccuping: Session = {
    ...session,
    predict: async (batch) => {
      calls += 1;
      // Two of a thousand are slow.
      if (calls % 500 === 0) waitedMs += 5;
      return session.predict(batch);
    },
  };
  const local = served({ session: hiccuping, encode, texts: TEXTS, nowMs: () => nowMs() + waitedMs });
  const serve = await singleStream.measure(alone(local), SERVING);
  expect(sizesOf(seen)).toEqual([1]);
  expect(serve.queries).toBe(8000);
  expect(serve).toMatchObject({ p50Ms: expect.closeTo(0.024, 9), p99Ms: expect.closeTo(0.024, 9) });
  expect(serve.p999Ms).toBeCloseTo(5.024, 9);
  // 24 us a text, and 10 us of each that the slow ones add on average.
  expect(serve.textsPerSecond).toBeCloseTo(1000 / 0.034, 0);
  const sampled = await singleStream.sample(alone(local), SERVING, { purpose: "run" });
  expect(sampled.p50Ms?.value).toBeCloseTo(0.024, 9);
});
