import { median, sum } from "simple-statistics";
import { backedPercentile } from "../../base/statistics/percentile.ts";
import { answerTexts } from "../../classifier/text/answer-texts.ts";
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
/** Before latencies that are measured once, or for a check. */
const WARM_UP_MS = 150;
const LATENCY: CallBudget = { rounds: 1000, limitMs: 1500, minCalls: 64 };
/** Half a second at most: where a run samples serving, the samples count. */
const THROUGHPUT: CallBudget = { rounds: 6, leastMs: 60, limitMs: 450, minCalls: 3 };
const WARM_ROUNDS_MS = 40;
const TOKENIZING: CallBudget = { rounds: 9, limitMs: 200, minCalls: 3 };
/**
 * A sample is one of many: just long enough for a median. A check's is timed for at least 100 ms; a run takes hundreds, of
 * throughput alone: until single texts are answered at their final speed, thousands must have been.
 */
const SAMPLES = {
  check: { latency: sampleBudget(250, 3), warmRoundsMs: 0, throughput: sampleBudget(250, 3) },
  run: { latency: null, warmRoundsMs: WARM_ROUNDS_MS, throughput: sampleBudget(70, 2) },
} as const satisfies Record<string, ServingBudget>;

/** What samples are taken for, which decides how long they are. */
export type SamplePurpose = keyof typeof SAMPLES;

function sampleBudget(limitMs: number, minCalls: number): CallBudget {
  return { rounds: Number.POSITIVE_INFINITY, limitMs, minCalls };
}

interface ServingBudget {
  /** Null if single texts are not timed. */
  readonly latency: CallBudget | null;
  /** Rounds of batches that are not timed: at least one. */
  readonly warmRoundsMs: number;
  readonly throughput: CallBudget;
}

/**
 * Calls are repeated up to `rounds` times, and further until they have taken `leastMs`, or until the time is up, but at least
 * `minCalls` times.
 */
interface CallBudget {
  readonly rounds: number;
  readonly leastMs?: number;
  readonly limitMs: number;
  readonly minCalls: number;
}

/**
 * Times a session from text to probability: one text at a time in a closed loop, then in batches. The texts rotate,
 * so that no figure is that of a single text in a warm cache; a batch is done when its probabilities are in host memory.
 */
export async function measureServing(served: ServingSubject): Promise<ServingMeasurement> {
  const { encode, nowMs } = served;
  const { latenciesMs, roundsMs, batches } = await timeServing(served, {
    latency: LATENCY,
    warmRoundsMs: WARM_ROUNDS_MS,
    throughput: THROUGHPUT,
  });
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

/** A figure, and how long it was timed. */
interface TimedFigure {
  readonly value: number;
  readonly timedMs: number;
}

/** One sample of the figures that checks and runs compare. */
export interface SampledServing {
  /** Null where single texts were not timed. */
  readonly p50Ms: TimedFigure | null;
  readonly textsPerSecond: TimedFigure;
}

/** Measures as `measureServing` does, in a fraction of the time. */
export async function sampleServing(served: ServingSubject, purpose: SamplePurpose): Promise<SampledServing> {
  const { latenciesMs, roundsMs } = await timeServing(served, SAMPLES[purpose]);
  return {
    p50Ms: latenciesMs.length === 0 ? null : { value: median(latenciesMs), timedMs: sum(latenciesMs) },
    textsPerSecond: { value: perSecond(TEXTS_PER_ROUND, median(roundsMs)), timedMs: sum(roundsMs) },
  };
}

const TEXTS_PER_ROUND = THROUGHPUT_BATCH * BATCHES_PER_ROUND;
const perSecond = (count: number, wallMs: number) => (count / wallMs) * 1000;

/** Milliseconds of each single text and of each round of batches, after a warm-up. */
async function timeServing(
  { session, encode, texts, nowMs }: ServingSubject,
  { latency, warmRoundsMs, throughput }: ServingBudget,
) {
  const batches = cutBatches(texts);
  const answer = answerTexts(session, encode);
  const timePrediction = async (batch: readonly string[]) => {
    const startMs = nowMs();
    await answer(batch);
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
  if (latency !== null) await repeat(single, { ...LATENCY, limitMs: WARM_UP_MS, minCalls: 1 }, nowMs);
  const latenciesMs = latency === null ? [] : await repeat(single, latency, nowMs);
  await repeat(round, { rounds: Number.POSITIVE_INFINITY, limitMs: warmRoundsMs, minCalls: 1 }, nowMs);
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
  { rounds, leastMs = 0, limitMs, minCalls }: CallBudget,
  nowMs: () => number,
): Promise<number[]> {
  const results: number[] = [];
  const startMs = nowMs();
  for (let calls = 0, wallMs = 0; (calls < rounds || wallMs < leastMs) && (calls < minCalls || wallMs < limitMs); ) {
    results.push(await run(calls));
    calls += 1;
    wallMs = nowMs() - startMs;
  }
  return results;
}
