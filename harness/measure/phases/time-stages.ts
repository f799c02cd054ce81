import { median } from "simple-statistics";
import type { ServingStages } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { OpenedModel } from "./opened-model.ts";
import { batchOf } from "./time-calls.ts";

/** Rounds that count. */
const ROUNDS = 9;
const FEWEST_ROUNDS = 3;
/** No further round begins after it. */
const LIMIT_MS = 120;
/** So many texts at most: a round of a fast model is then long enough for the clock. */
const MOST_BATCHES = 4;
const LONGEST_PASS_MS = 8;
/** A model that takes longer for a batch is not worth the time: next to its runtime, nothing else counts. */
const SLOW_BATCH_MS = 60;

/**
 * Times what an answer consists of, each step by itself, in turns, over the same texts.
 * @param texts all different
 * @returns null for a model that has no parts, or is slow
 */
export async function timeStages(
  { answer, parts }: Pick<OpenedModel, "answer" | "parts">,
  texts: readonly string[],
  nowMs: () => number,
): Promise<ServingStages | null> {
  if (parts === undefined) return null;
  const timed = async (work: () => unknown) => {
    const startMs = nowMs();
    await work();
    return nowMs() - startMs;
  };
  const batchMs = await timed(() => answer(batchOf(texts, THROUGHPUT_BATCH, 0)));
  if (batchMs > SLOW_BATCH_MS) return null;
  const count = Math.min(MOST_BATCHES, Math.max(1, Math.floor(LONGEST_PASS_MS / batchMs)));
  const batches = Array.from({ length: count }, (_, batch) => batchOf(texts, THROUGHPUT_BATCH, batch));
  const encoded = batches.map((batch) => parts.encode(batch));
  const lookup = await parts.openLookup?.();
  try {
    const steps = {
      answer: () => each(batches, answer),
      tokenize: () => each(batches, parts.encode),
      predict: () => each(encoded, parts.predict),
      ...(lookup === undefined ? {} : { lookup: () => each(encoded, (batch) => lookup.predict(batch)) }),
    };
    const takenMs = await inTurns(steps, timed, nowMs);
    const usOf = (step: string) => (median(takenMs.get(step)!) / (count * THROUGHPUT_BATCH)) * 1000;
    return {
      texts: count * THROUGHPUT_BATCH,
      answerUs: usOf("answer"),
      tokenizeUs: usOf("tokenize"),
      predictUs: usOf("predict"),
      lookupUs: lookup === undefined ? null : usOf("lookup"),
    };
  } finally {
    await lookup?.close();
  }
}

/** Each step once in every round, so that a slow moment is no single step's; the first round does not count. */
async function inTurns(
  steps: Readonly<Record<string, () => Promise<void>>>,
  timed: (work: () => unknown) => Promise<number>,
  nowMs: () => number,
): Promise<Map<string, number[]>> {
  const taken = new Map(Object.keys(steps).map((step): [string, number[]] => [step, []]));
  for (const step of Object.values(steps)) await step();
  const startMs = nowMs();
  for (let round = 0; round < ROUNDS && (round < FEWEST_ROUNDS || nowMs() - startMs < LIMIT_MS); round += 1) {
    for (const [step, work] of Object.entries(steps)) taken.get(step)!.push(await timed(work));
  }
  return taken;
}

async function each<T>(all: readonly T[], work: (one: T) => unknown): Promise<void> {
  for (const one of all) await work(one);
}
