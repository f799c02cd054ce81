import { median, sum } from "simple-statistics";
import { backedPercentile } from "../../base/statistics/percentile.ts";
import type { EncodedTexts, ServeUsage, Session } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";

export interface ServingMeasurement {
  readonly serve: ServeUsage;
  readonly tokenizeTextsPerSecond: number;
}

export interface ServingSubject {
  readonly session: Session;
  readonly encode: (texts: readonly string[]) => EncodedTexts;
  /** Texts to serve, all different. */
  readonly texts: readonly string[];
  readonly nowMs: () => number;
}

const BATCHES_PER_ROUND = 8;
const WARM_UP_MS = 150;
const LATENCY: CallBudget = { rounds: 1000, limitMs: 1500, minCalls: 64 };
const THROUGHPUT: CallBudget = { rounds: 12, limitMs: 900, minCalls: 3 };
const TOKENIZING: CallBudget = { rounds: 9, limitMs: 200, minCalls: 3 };
/** A sample of a regression check is one of many: just long enough for a median, and at least 100 ms. */
const SAMPLE: CallBudget = { rounds: Number.POSITIVE_INFINITY, limitMs: 250, minCalls: 3 };

/** Calls are repeated up to `rounds` times or until the time is up, but at least `minCalls` times. */
interface CallBudget {
  readonly rounds: number;
  readonly limitMs: number;
  readonly minCalls: number;
}

/**
 * Times a session from text to probability: one text at a time in a closed loop, then in batches. The texts rotate,
 * so that no figure is that of a single text in a warm cache; a batch is done when its probabilities are in host memory.
 */
export async function measureServing(served: ServingSubject): Promise<ServingMeasurement> {
  const { encode, nowMs } = served;
  const { latenciesMs, roundsMs, batches } = await timeServing(served, LATENCY, THROUGHPUT);
  const tokenizeMs = await repeat(
    async () => {
      const startMs = nowMs();
      for (const batch of batches) encode(batch);
      return nowMs() - startMs;
    },
    TOKENIZING,
    nowMs,
  );
  return {
    serve: {
      p50Ms: backedPercentile(latenciesMs, 50),
      p90Ms: backedPercentile(latenciesMs, 90),
      p99Ms: backedPercentile(latenciesMs, 99),
      queries: latenciesMs.length,
      textsPerSecond: perSecond(TEXTS_PER_ROUND, median(roundsMs)),
      textsPerSecondRange: [
        perSecond(TEXTS_PER_ROUND, Math.max(...roundsMs)),
        perSecond(TEXTS_PER_ROUND, Math.min(...roundsMs)),
      ],
      measuredMs: sum(latenciesMs) + sum(roundsMs),
    },
    tokenizeTextsPerSecond: perSecond(batches.length * THROUGHPUT_BATCH, median(tokenizeMs)),
  };
}

/** One sample of the figures that a check compares, and how long each was timed. */
export interface ServingSample {
  readonly p50Ms: number;
  readonly textsPerSecond: number;
  readonly timedMs: { readonly p50Ms: number; readonly textsPerSecond: number };
}

/** Measures as `measureServing` does, in a fraction of the time. */
export async function sampleServing(served: ServingSubject): Promise<ServingSample> {
  const { latenciesMs, roundsMs } = await timeServing(served, SAMPLE, SAMPLE);
  return {
    p50Ms: median(latenciesMs),
    textsPerSecond: perSecond(TEXTS_PER_ROUND, median(roundsMs)),
    timedMs: { p50Ms: sum(latenciesMs), textsPerSecond: sum(roundsMs) },
  };
}

const TEXTS_PER_ROUND = THROUGHPUT_BATCH * BATCHES_PER_ROUND;
const perSecond = (count: number, wallMs: number) => (count / wallMs) * 1000;

/** Milliseconds of each single text and of each round of batches, after a warm-up. */
async function timeServing(
  { session, encode, texts, nowMs }: ServingSubject,
  latency: CallBudget,
  throughput: CallBudget,
) {
  const batches = cutBatches(texts);
  const timePrediction = async (batch: readonly string[]) => {
    const startMs = nowMs();
    await session.predict(encode(batch));
    return nowMs() - startMs;
  };
  const single = (query: number) => timePrediction([texts[query % texts.length]!]);
  const round = async (call: number) => {
    let wallMs = 0;
    for (let index = 0; index < BATCHES_PER_ROUND; index += 1) {
      wallMs += await timePrediction(batches[(call * BATCHES_PER_ROUND + index) % batches.length]!);
    }
    return wallMs;
  };
  await repeat(single, { ...LATENCY, limitMs: WARM_UP_MS, minCalls: 1 }, nowMs);
  const latenciesMs = await repeat(single, latency, nowMs);
  await round(0);
  const roundsMs = await repeat(round, throughput, nowMs);
  return { latenciesMs, roundsMs, batches };
}

/** Batches that cycle through the texts: enough to contain each text, and at least one round. */
function cutBatches(texts: readonly string[]): string[][] {
  const count = Math.max(BATCHES_PER_ROUND, Math.ceil(texts.length / THROUGHPUT_BATCH));
  return Array.from({ length: count }, (_, batch) =>
    Array.from({ length: THROUGHPUT_BATCH }, (__, index) => texts[(batch * THROUGHPUT_BATCH + index) % texts.length]!),
  );
}

/** @returns the results of the calls */
async function repeat(
  run: (call: number) => Promise<number>,
  { rounds, limitMs, minCalls }: CallBudget,
  nowMs: () => number,
): Promise<number[]> {
  const results: number[] = [];
  const startMs = nowMs();
  while (results.length < rounds && (results.length < minCalls || nowMs() - startMs < limitMs)) {
    results.push(await run(results.length));
  }
  return results;
}
