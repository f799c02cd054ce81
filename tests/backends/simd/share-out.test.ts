import { expect, test } from "vitest";
import type { Lane } from "../../../backends/simd/served-model.ts";
import { answerTogether, type Feed } from "../../../backends/simd/share-out.ts";

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

test("an error comes once no thread is at work, which the next batch would disturb", async () => {
  const lanes = [slowLane(), slowLane(), slowLane()];
  const feeding: Feed<number> = {
    job: "entries",
    rowsOf: (rows) => rows,
    begin: () => undefined,
    feed: (_, __, first, most) => {
      if (first > 100) throw new RangeError("a text that cannot be fed");
      return most;
    },
    answerOtherwise: () => new Float32Array(1),
  };
  const answer = answerTogether(lanes as unknown as Lane[], feeding, 192, 1);
  await expect(answer).rejects.toThrow("a text that cannot be fed");
  expect(lanes.map(({ isAtWork }) => isAtWork)).toEqual([false, false, false]);
});
