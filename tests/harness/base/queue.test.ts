import fc from "fast-check";
import { expect, test } from "vitest";
import { Queue } from "../../../harness/base/queue.ts";

test("gives items in the order in which they came, and none after the last", () => {
  const queue = new Queue<number>();
  for (let item = 0; item < 5000; item += 1) queue.push(item);
  const taken = Array.from({ length: 3000 }, () => queue.take());
  queue.push(5000);
  while (queue.length > 0) taken.push(queue.take());
  expect(taken).toEqual(Array.from({ length: 5001 }, (_, item) => item));
  expect([queue.take(), queue.first, queue.length]).toEqual([undefined, undefined, 0]);
});

test("is as an array that is pushed, shifted and filtered", () => {
  const steps = fc.array(fc.oneof(fc.constant("take"), fc.integer({ min: 0, max: 5 })), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (script) => {
      const queue = new Queue<number>();
      let expected: number[] = [];
      script.forEach((step, index) => {
        if (step === "take") expect(queue.take()).toBe(expected.shift());
        else if (step === 0 && expected.length > 0) {
          const gone = expected.at(-1)!;
          queue.remove(gone);
          expected = expected.filter((one) => one !== gone);
        } else {
          queue.push(index);
          expected.push(index);
        }
        expect([queue.length, queue.first]).toEqual([expected.length, expected[0]]);
      });
    }),
    { seed: 1 },
  );
});
