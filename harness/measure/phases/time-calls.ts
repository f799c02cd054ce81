import { median } from "simple-statistics";
import type { OpenedModel } from "./opened-model.ts";

export interface ServingSubject extends Pick<OpenedModel, "answer"> {
  /** Texts to serve, all different. */
  readonly texts: readonly string[];
  readonly nowMs: () => number;
}

/**
 * Calls are repeated up to `rounds` times, and further until they have taken `leastMs`, or until the time is up, but at least
 * `minCalls` times.
 */
export interface CallBudget {
  readonly rounds: number;
  readonly leastMs?: number;
  readonly limitMs: number;
  readonly minCalls: number;
}

/** So many texts are timed at once: timing each small batch by itself would add to it. */
const TEXTS_PER_ROUND = 2048;

export function batchesPerRound(batchSize: number): number {
  return Math.max(1, Math.round(TEXTS_PER_ROUND / batchSize));
}

/** When a round of batches began on the subject's clock, and how long it took. */
export interface TimedRound {
  readonly startMs: number;
  readonly wallMs: number;
}

export interface RoundsBudget {
  readonly batchSize: number;
  /** Rounds that are not timed: at least one. */
  readonly warmMs: number;
  readonly budget: CallBudget;
}

/**
 * Milliseconds of each single text, from text to probability, in a closed loop. The texts rotate, so that no figure is that of a
 * single text in a warm cache.
 */
export async function timeSingles(
  served: ServingSubject,
  { warmUp, budget }: { readonly warmUp: CallBudget; readonly budget: CallBudget },
): Promise<number[]> {
  const { texts, nowMs } = served;
  const time = timePredictions(served);
  const single = (query: number) => time([texts[query % texts.length]!]);
  await repeat(single, warmUp, nowMs);
  return repeat(single, budget, nowMs);
}

/** Rounds of batches, after a warm-up; a batch is done when its probabilities are in host memory. */
export async function timeRounds(
  served: ServingSubject,
  { batchSize, warmMs, budget }: RoundsBudget,
): Promise<TimedRound[]> {
  const { nowMs } = served;
  const batches = cutBatches(served.texts, batchSize);
  const perRound = batchesPerRound(batchSize);
  const time = timePredictions(served);
  const round = async (call: number): Promise<TimedRound> => {
    const startMs = nowMs();
    let wallMs = 0;
    for (let index = 0; index < perRound; index += 1) {
      wallMs += await time(batches[(call * perRound + index) % batches.length]!);
    }
    return { startMs, wallMs };
  };
  await repeat(round, { rounds: Number.POSITIVE_INFINITY, limitMs: warmMs, minCalls: 1 }, nowMs);
  return repeat(round, budget, nowMs);
}

const TOKENIZING: CallBudget = { rounds: 9, limitMs: 200, minCalls: 3 };

/** Texts per second from text to what the runtime takes, in batches; null for a model that reads nothing of a text. */
export async function timeTokenizing(
  { tokenize, texts, nowMs }: Omit<ServingSubject, "answer"> & Pick<OpenedModel, "tokenize">,
  batchSize: number,
): Promise<number | null> {
  if (tokenize === null) return null;
  const batches = cutBatches(texts, batchSize);
  const tokenizeMs = await repeat(
    async () => {
      const startMs = nowMs();
      for (const batch of batches) tokenize(batch);
      return nowMs() - startMs;
    },
    TOKENIZING,
    nowMs,
  );
  return perSecond(batches.length * batchSize, median(tokenizeMs));
}

export function perSecond(count: number, wallMs: number): number {
  return (count / wallMs) * 1000;
}

function timePredictions({ answer, nowMs }: ServingSubject): (batch: readonly string[]) => Promise<number> {
  return async (batch) => {
    const startMs = nowMs();
    await answer(batch);
    return nowMs() - startMs;
  };
}

/** Batches that cycle through the texts: enough to contain each text, and at least one round. */
function cutBatches(texts: readonly string[], batchSize: number): string[][] {
  const count = Math.max(batchesPerRound(batchSize), Math.ceil(texts.length / batchSize));
  return Array.from({ length: count }, (_, batch) =>
    Array.from({ length: batchSize }, (__, index) => texts[(batch * batchSize + index) % texts.length]!),
  );
}

/** @returns the results of the calls */
async function repeat<R>(
  run: (call: number) => Promise<R>,
  { rounds, leastMs = 0, limitMs, minCalls }: CallBudget,
  nowMs: () => number,
): Promise<R[]> {
  const results: R[] = [];
  const startMs = nowMs();
  for (let calls = 0, wallMs = 0; (calls < rounds || wallMs < leastMs) && (calls < minCalls || wallMs < limitMs); ) {
    results.push(await run(calls));
    calls += 1;
    wallMs = nowMs() - startMs;
  }
  return results;
}
