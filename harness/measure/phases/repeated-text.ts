import { backedPercentile } from "../../base/statistics/percentile.ts";
import type { RepeatedText } from "../../contract/index.ts";

/** Less than a hundredth of what a cell takes. */
const LIMIT_MS = 20;
const MOST_TEXTS = 300;

/**
 * Answers texts in turn, each twice in a row: the first time it differs from the text before, the second time its words are in
 * the processor's caches. Both times the texts are the same, so that their lengths cannot explain a difference.
 * @param answer one text
 * @param texts all different
 * @returns null where too few are answered in the time
 */
export async function timeRepeatedText(
  answer: (text: string) => Promise<unknown>,
  texts: readonly string[],
  nowMs: () => number,
): Promise<RepeatedText | null> {
  const timeOne = async (text: string) => {
    const startMs = nowMs();
    await answer(text);
    return nowMs() - startMs;
  };
  const variedMs: number[] = [];
  const sameMs: number[] = [];
  const endMs = nowMs() + LIMIT_MS;
  for (const text of texts.slice(0, MOST_TEXTS)) {
    if (nowMs() >= endMs) break;
    variedMs.push(await timeOne(text));
    sameMs.push(await timeOne(text));
  }
  const [variedP50Ms, sameP50Ms] = [backedPercentile(variedMs, 50), backedPercentile(sameMs, 50)];
  return variedP50Ms === null || sameP50Ms === null ? null : { variedP50Ms, sameP50Ms };
}
