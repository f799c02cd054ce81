import { expect, test } from "vitest";
import type { Lane } from "../../../backends/simd/served-model.ts";
import { answerTogether, type Feed, TEXTS_PER_THREAD } from "../../../backends/simd/share-out.ts";

/** A lane whose jobs take until the next turn of the event loop. */
function slowLane() {
  const lane = {
    isAtWork: false,
    start: () => {
      lane.isAtWork = true;
    },
    finish: () =>
      new Promise<void>((resolve) => {
        setImmediate(() => {
          lane.isAtWork = false;
          resolve();
        });
      }),
    copyTo: () => undefined,
  };
  return lane;
}

/** Feeds whatever is asked for. */
const READABLE: Feed<number> = {
  job: "entries",
  rowsOf: (rows) => rows,
  begin: () => undefined,
  feed: (_, __, ___, most) => most,
  answerOtherwise: () => new Float32Array(1),
};

test.each([2, 3, 40, 128])(
  "the fewest texts that are shared out give each of %s threads some, the calling one the fewest",
  async (threads) => {
    const shares: number[] = [];
    const lanes = Array.from({ length: threads }, () => ({
      ...slowLane(),
      start: (_: string, texts: number) => shares.push(texts),
    }));
    await answerTogether(lanes as unknown as Lane[], READABLE, threads * TEXTS_PER_THREAD, 1);
    expect(shares).toHaveLength(threads);
    expect(shares.reduce((sum, texts) => sum + texts)).toBe(threads * TEXTS_PER_THREAD);
    expect(shares.at(-1)).toBe(Math.min(...shares));
    // Nine tenths of another thread's, but for whole texts.
    expect(shares.at(-1)).toBeGreaterThanOrEqual(28);
  },
);

test("an error comes once no thread is at work, which the next batch would disturb", async () => {
  const lanes = [slowLane(), slowLane(), slowLane()];
  const feeding: Feed<number> = {
    ...READABLE,
    feed: (_, __, first, most) => {
      if (first > 100) throw new RangeError("a text that cannot be fed");
      return most;
    },
  };
  const answer = answerTogether(lanes as unknown as Lane[], feeding, 192, 1);
  await expect(answer).rejects.toThrow("a text that cannot be fed");
  expect(lanes.map(({ isAtWork }) => isAtWork)).toEqual([false, false, false]);
});
