import { median, sum } from "simple-statistics";
import type { EncodedTexts, ServeUsage, Session } from "../contract.ts";
import { backedPercentile } from "../statistics/percentile.ts";

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

const BATCH = 256;
const BATCHES_A_ROUND = 8;
const WARM_UP_MS = 150;
const LATENCY = { rounds: 1000, limitMs: 1500, least: 64 };
const THROUGHPUT = { rounds: 12, limitMs: 900, least: 3 };
const TOKENIZING = { rounds: 9, limitMs: 200, least: 3 };

/**
 * Times a session text in, probability out: one text at a time in a closed loop, then in batches of 256. Texts follow
 * one another, so that no figure is that of one text in a warm cache; a batch counts once its probabilities are in host
 * memory.
 */
export async function measureServing(served: Served): Promise<ServingMeasurement> {
  const { session, encode, texts, nowMs } = served;
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

  await repeat(single, { rounds: LATENCY.rounds, limitMs: WARM_UP_MS, least: 1 }, nowMs);
  const latenciesMs = await repeat(single, LATENCY, nowMs);
  await round(0);
  const roundsMs = await repeat(round, THROUGHPUT, nowMs);
  const tokenizeMs = await repeat(
    async () => {
      const startMs = nowMs();
      for (const batch of batches) encode(batch);
      return nowMs() - startMs;
    },
    TOKENIZING,
    nowMs,
  );

  const textsARound = BATCH * BATCHES_A_ROUND;
  const perSecond = (count: number, wallMs: number) => (count / wallMs) * 1000;
  return {
    serve: {
      p50Ms: backedPercentile(latenciesMs, 50),
      p90Ms: backedPercentile(latenciesMs, 90),
      p99Ms: backedPercentile(latenciesMs, 99),
      queries: latenciesMs.length,
      textsPerSecond: perSecond(textsARound, median(roundsMs)),
      textsPerSecondRange: [
        perSecond(textsARound, Math.max(...roundsMs)),
        perSecond(textsARound, Math.min(...roundsMs)),
      ],
      measuredMs: sum(latenciesMs) + sum(roundsMs),
    },
    tokenizeTextsPerSecond: perSecond(batches.length * BATCH, median(tokenizeMs)),
  };
}

/** Batches of 256 that go round the texts until each has stood in at least one, at least a round of them. */
function cutBatches(texts: readonly string[]): string[][] {
  const count = Math.max(BATCHES_A_ROUND, Math.ceil(texts.length / BATCH));
  return Array.from({ length: count }, (_, batch) =>
    Array.from({ length: BATCH }, (__, index) => texts[(batch * BATCH + index) % texts.length]!),
  );
}

/** Calls until the rounds are done or the time is up, but at least so often; gives what the calls gave. */
async function repeat(
  call: (turn: number) => Promise<number>,
  { rounds, limitMs, least }: { rounds: number; limitMs: number; least: number },
  nowMs: () => number,
): Promise<number[]> {
  const results: number[] = [];
  const startMs = nowMs();
  while (results.length < rounds && (results.length < least || nowMs() - startMs < limitMs)) {
    results.push(await call(results.length));
  }
  return results;
}
