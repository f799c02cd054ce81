import type { AnswerTexts } from "../../harness/classifier/text/answer-texts.ts";
import { sliceTexts } from "../../harness/classifier/text/encoded-texts.ts";
import type { EncodedTexts, Session } from "../../harness/contract/index.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { medianCallMs, WARM_UP_MS } from "./sampling.ts";
import { COUNTED_PASSES } from "./steady-pass.ts";

/** Median milliseconds per batch of encoded ids. */
export async function serveEncoded(session: Session, encoded: EncodedTexts): Promise<number> {
  const batches = Array.from({ length: encoded.rows / THROUGHPUT_BATCH }, (_, index) =>
    sliceTexts(encoded, index * THROUGHPUT_BATCH, (index + 1) * THROUGHPUT_BATCH),
  );
  return medianCallMs((call) => session.predict(batches[call % batches.length]!));
}

/** Median milliseconds from one text to its probability. */
export async function serveOneText(answer: AnswerTexts, texts: readonly string[]): Promise<number> {
  return medianCallMs((call) => answer([texts[call % texts.length]!]));
}

/** Median milliseconds from a batch of texts to their probabilities. */
export async function serveTexts(answer: AnswerTexts, texts: readonly string[]): Promise<number> {
  const batches = Array.from({ length: Math.floor(texts.length / THROUGHPUT_BATCH) }, (_, index) =>
    texts.slice(index * THROUGHPUT_BATCH, (index + 1) * THROUGHPUT_BATCH),
  );
  return medianCallMs((call) => answer(batches[call % batches.length]!));
}

/**
 * Mean milliseconds of one pass over all texts in batches, text in, probability out. The passes of a warm-up do not count: what V8
 * compiles meanwhile is start-up, which is left out of the peer's time, too.
 */
export async function servePasses(answer: AnswerTexts, texts: readonly string[]): Promise<number> {
  const pass = async () => {
    for (let start = 0; start < texts.length; start += THROUGHPUT_BATCH) {
      await answer(texts.slice(start, start + THROUGHPUT_BATCH));
    }
  };
  const warmAt = performance.now() + WARM_UP_MS;
  do await pass();
  while (performance.now() < warmAt);
  const startMs = performance.now();
  for (let count = 0; count < COUNTED_PASSES; count += 1) await pass();
  return (performance.now() - startMs) / COUNTED_PASSES;
}
