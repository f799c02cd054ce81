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
  /** From here on even `minCalls` are given up, for a model whose calls take long. Never if left out. */
  readonly longestMs?: number;
}

/** So many texts are timed at once: timing each small batch by itself would add to it. */
export const TEXTS_PER_ROUND = 2048;
/** A round that would take longer has fewer texts. A slow model needs no more: what is around a call no longer adds to it. */
export const LONGEST_ROUND_MS = 1000;
/** A round has at least so many texts, or one batch. */
export const FEWEST_TEXTS = 32;

function batchesPerRound(batchSize: number): number {
  return Math.max(1, Math.round(TEXTS_PER_ROUND / batchSize));
}

/** When a round of batches began on the subject's clock, and how long it took. */
export interface TimedRound {
  readonly startMs: number;
  readonly wallMs: number;
  /** Texts that were answered in it. */
  readonly texts: number;
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

/**
 * Rounds of batches, after a warm-up; a batch is done when its probabilities are in host memory. A round of a model that answers fewer
 * than 2,048 texts a second has fewer of them.
 */
export async function timeRounds(
  served: ServingSubject,
  { batchSize: wanted, warmMs, budget }: RoundsBudget,
): Promise<TimedRound[]> {
  const { nowMs } = served;
  const warmFromMs = nowMs();
  const { batchSize, perRound, answered } = await roundOf(served, wanted);
  const batches = cutBatches(served.texts, batchSize);
  const time = timePredictions(served);
  const round = async (call: number, from = 0): Promise<TimedRound> => {
    const startMs = nowMs();
    let wallMs = 0;
    for (let index = from; index < perRound; index += 1) {
      wallMs += await time(batches[(call * perRound + index) % batches.length]!);
    }
    return { startMs, wallMs, texts: perRound * batchSize };
  };
  const limitMs = warmMs - (nowMs() - warmFromMs);
  const warmUp = { rounds: Number.POSITIVE_INFINITY, limitMs, minCalls: 1 };
  await repeat((call) => round(call, call === 0 ? answered : 0), warmUp, nowMs);
  return repeat((call) => round(call), budget, nowMs);
}

/** How a round is cut up. */
interface RoundShape {
  readonly batchSize: number;
  readonly perRound: number;
  /** Batches of the first round that are answered already. */
  readonly answered: number;
}

/** As many batches as a round may have by the speed of the first ones; a part of one batch where even that would take too long. */
async function roundOf({ answer, texts, nowMs }: ServingSubject, batchSize: number): Promise<RoundShape> {
  const full = batchesPerRound(batchSize);
  const time = timePredictions({ answer, nowMs });
  const isShort = (round: number, textMs: number) => round * textMs <= LONGEST_ROUND_MS;
  const timeTexts = async (count: number) => (await time(batchOf(texts, count, 0))) / count;
  if (isShort(full * batchSize, await timeTexts(batchSize))) return { batchSize, perRound: full, answered: 1 };
  // A first call may only have prepared for its size, so that of a smaller one decides, and the second of these.
  const fewest = Math.min(FEWEST_TEXTS, batchSize);
  await timeTexts(fewest);
  const textMs = await timeTexts(fewest);
  let perRound = full;
  while (perRound > 1 && !isShort(perRound * batchSize, textMs)) perRound = Math.floor(perRound / 2);
  let size = batchSize;
  while (size > fewest && !isShort(perRound * size, textMs)) size = Math.max(fewest, Math.floor(size / 2));
  return { batchSize: size, perRound, answered: 0 };
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

function timePredictions({
  answer,
  nowMs,
}: Omit<ServingSubject, "texts">): (batch: readonly string[]) => Promise<number> {
  return async (batch) => {
    const startMs = nowMs();
    await answer(batch);
    return nowMs() - startMs;
  };
}

/** Batches that cycle through the texts: enough to contain each text, and at least one round. */
function cutBatches(texts: readonly string[], batchSize: number): string[][] {
  const count = Math.max(batchesPerRound(batchSize), Math.ceil(texts.length / batchSize));
  return Array.from({ length: count }, (_, batch) => batchOf(texts, batchSize, batch));
}

/** One of the batches; texts cycle where there are too few. */
export function batchOf(texts: readonly string[], batchSize: number, batch: number): string[] {
  return Array.from({ length: batchSize }, (_, index) => texts[(batch * batchSize + index) % texts.length]!);
}

/** @returns the results of the calls */
async function repeat<R>(
  run: (call: number) => Promise<R>,
  { rounds, leastMs = 0, limitMs, minCalls, longestMs = Number.POSITIVE_INFINITY }: CallBudget,
  nowMs: () => number,
): Promise<R[]> {
  const results: R[] = [];
  const startMs = nowMs();
  for (let calls = 0, wallMs = 0; (calls < rounds || wallMs < leastMs) && (calls < minCalls || wallMs < limitMs); ) {
    if (calls > 0 && wallMs >= longestMs) break;
    results.push(await run(calls));
    calls += 1;
    wallMs = nowMs() - startMs;
  }
  return results;
}
