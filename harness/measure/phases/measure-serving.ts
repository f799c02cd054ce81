import { median, sum } from "simple-statistics";
import { backedPercentile } from "../../base/statistics/percentile.ts";
import type { EncodedTexts, ServeUsage, Session } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";

export interface ServingMeasurement {
  readonly serve: ServeUsage;
  readonly tokenizeTextsPerSecond: number;
}

export interface Served {
  readonly session: Session;
  readonly encode: (texts: readonly string[]) => EncodedTexts;
  /** Texts to serve, all different. */
  readonly texts: readonly string[];
  readonly nowMs: () => number;
}

const BATCHES_A_ROUND = 8;
const WARM_UP_MS = 150;
const LATENCY: Effort = { rounds: 1000, limitMs: 1500, least: 64 };
const THROUGHPUT: Effort = { rounds: 12, limitMs: 900, least: 3 };
const TOKENIZING: Effort = { rounds: 9, limitMs: 200, least: 3 };
/** A sample of a regression check is one of many: long enough for a median, at least 100 ms, and no longer. */
const SAMPLE: Effort = { rounds: Number.POSITIVE_INFINITY, limitMs: 250, least: 3 };

/** Calls are made until so many are, or the time is up, but at least so often. */
interface Effort {
  readonly rounds: number;
  readonly limitMs: number;
  readonly least: number;
}

/**
 * Times a session text in, probability out: one text at a time in a closed loop, then in batches. Texts follow one
 * another, so that no figure is that of one text in a warm cache; a batch counts once its probabilities are in host memory.
 */
export async function measureServing(served: Served): Promise<ServingMeasurement> {
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
      textsPerSecond: perSecond(TEXTS_A_ROUND, median(roundsMs)),
      textsPerSecondRange: [
        perSecond(TEXTS_A_ROUND, Math.max(...roundsMs)),
        perSecond(TEXTS_A_ROUND, Math.min(...roundsMs)),
      ],
      measuredMs: sum(latenciesMs) + sum(roundsMs),
    },
    tokenizeTextsPerSecond: perSecond(batches.length * THROUGHPUT_BATCH, median(tokenizeMs)),
  };
}

/** One sample of the figures that a check compares, and how long each was timed for. */
export interface ServingSample {
  readonly p50Ms: number;
  readonly textsPerSecond: number;
  readonly timedMs: { readonly p50Ms: number; readonly textsPerSecond: number };
}

/** As `measureServing` takes them, in a fraction of its time. */
export async function sampleServing(served: Served): Promise<ServingSample> {
  const { latenciesMs, roundsMs } = await timeServing(served, SAMPLE, SAMPLE);
  return {
    p50Ms: median(latenciesMs),
    textsPerSecond: perSecond(TEXTS_A_ROUND, median(roundsMs)),
    timedMs: { p50Ms: sum(latenciesMs), textsPerSecond: sum(roundsMs) },
  };
}

const TEXTS_A_ROUND = THROUGHPUT_BATCH * BATCHES_A_ROUND;
const perSecond = (count: number, wallMs: number) => (count / wallMs) * 1000;

/** Milliseconds of each text alone and of each round of batches, after a warm-up. */
async function timeServing({ session, encode, texts, nowMs }: Served, latency: Effort, throughput: Effort) {
  const batches = cutBatches(texts);
  const answer = async (batch: readonly string[]) => {
    const startMs = nowMs();
    await session.predict(encode(batch));
    return nowMs() - startMs;
  };
  const single = (query: number) => answer([texts[query % texts.length]!]);
  const round = async (turn: number) => {
    let wallMs = 0;
    for (let index = 0; index < BATCHES_A_ROUND; index += 1) {
      wallMs += await answer(batches[(turn * BATCHES_A_ROUND + index) % batches.length]!);
    }
    return wallMs;
  };
  await repeat(single, { ...LATENCY, limitMs: WARM_UP_MS, least: 1 }, nowMs);
  const latenciesMs = await repeat(single, latency, nowMs);
  await round(0);
  const roundsMs = await repeat(round, throughput, nowMs);
  return { latenciesMs, roundsMs, batches };
}

/** Batches that go round the texts until each has stood in at least one, at least a round of them. */
function cutBatches(texts: readonly string[]): string[][] {
  const count = Math.max(BATCHES_A_ROUND, Math.ceil(texts.length / THROUGHPUT_BATCH));
  return Array.from({ length: count }, (_, batch) =>
    Array.from({ length: THROUGHPUT_BATCH }, (__, index) => texts[(batch * THROUGHPUT_BATCH + index) % texts.length]!),
  );
}

/** Gives what the calls gave. */
async function repeat(
  call: (turn: number) => Promise<number>,
  { rounds, limitMs, least }: Effort,
  nowMs: () => number,
): Promise<number[]> {
  const results: number[] = [];
  const startMs = nowMs();
  while (results.length < rounds && (results.length < least || nowMs() - startMs < limitMs)) {
    results.push(await call(results.length));
  }
  return results;
}
