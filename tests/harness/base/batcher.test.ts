import fc from "fast-check";
import { expect, test } from "vitest";
import { Batcher, type Batching, QueueFullError } from "../../../harness/base/batcher.ts";
import { FakeClock } from "../../fixtures/fake-clock.ts";

const BATCHING: Batching = { maxBatch: 3, maxDelayMs: 5, maxQueued: 100 };

/** A batcher whose batches take `serviceMs`; an item is the time of its arrival, and its answer when its batch began. */
function batcherOf({ serviceMs = 0, ...changed }: Partial<Batching> & { readonly serviceMs?: number } = {}) {
  const clock = new FakeClock();
  const batches: { readonly atMs: number; readonly items: readonly number[] }[] = [];
  const batcher = new Batcher<number, number>({
    ...BATCHING,
    ...changed,
    clock,
    answer: async (items) => {
      const atMs = clock.nowMs();
      batches.push({ atMs, items });
      if (serviceMs > 0) await clock.sleep(serviceMs);
      if (items.includes(-1)) throw new Error("no answer to -1");
      return items.map(() => atMs);
    },
  });
  return { clock, batches, batcher };
}

/** Each arrival is a call of one item. */
async function arriving(arrivalsMs: readonly number[], { clock, batcher }: ReturnType<typeof batcherOf>) {
  const answers: Promise<number[]>[] = [];
  for (const atMs of arrivalsMs) {
    if (atMs > clock.nowMs()) await clock.goTo(atMs);
    answers.push(batcher.answer([atMs]));
  }
  await clock.goTo(1000);
  return (await Promise.all(answers)).flat();
}

test("a batch begins when it is full, or when its oldest item has waited long enough", async () => {
  const one = batcherOf();
  // At 4 three wait. The one of 6 is alone until 6 + 5.
  expect(await arriving([0, 2, 4, 6], one)).toEqual([4, 4, 4, 11]);
  expect(one.batches).toEqual([
    { atMs: 4, items: [0, 2, 4] },
    { atMs: 11, items: [6] },
  ]);
});

test("what comes while a batch is answered waits for its end, and longer only if its time is not over", async () => {
  const one = batcherOf({ serviceMs: 4 });
  // The first batch takes from 4 to 8. Then 6 and 7 wait, 6 until 11 at the longest; with 9 they are three.
  expect(await arriving([0, 2, 4, 6, 7, 9], one)).toEqual([4, 4, 4, 9, 9, 9]);
  const slow = batcherOf({ serviceMs: 10 });
  // The first batch takes from 5 to 15, when the one of 6 has waited for 9 ms.
  expect(await arriving([0, 6, 7], slow)).toEqual([5, 15, 15]);
});

test("without a delay a batch is what came at the same time", async () => {
  expect(await arriving([0, 0, 1], batcherOf({ maxDelayMs: 0 }))).toEqual([0, 0, 1]);
  const one = batcherOf({ maxBatch: 9, maxDelayMs: 0, serviceMs: 3 });
  await arriving([0, 0, 1, 1, 2], one);
  expect(one.batches.map(({ items }) => items)).toEqual([
    [0, 0],
    [1, 1, 2],
  ]);
});

test("a call of many items is answered in several batches, in order, with those of others in between", async () => {
  const { batcher, batches, clock } = batcherOf();
  const [many, one] = [batcher.answer([1, 2, 3, 4]), batcher.answer([5])];
  expect(batcher.queued).toBe(2);
  await clock.goTo(10);
  expect(batches).toEqual([
    { atMs: 0, items: [1, 2, 3] },
    { atMs: 5, items: [4, 5] },
  ]);
  expect([await many, await one]).toEqual([[0, 0, 0, 5], [5]]);
  expect(await batcher.answer([])).toEqual([]);
});

test("items that would have to wait beyond the limit are refused, all of a call or none", async () => {
  const { batcher, clock } = batcherOf({ maxQueued: 2, serviceMs: 1 });
  const first = [batcher.answer([1]), batcher.answer([2])];
  await expect(batcher.answer([3])).rejects.toEqual(new QueueFullError(2, 1, 2));
  await clock.goTo(5); // being answered, they no longer wait
  await expect(batcher.answer([4, 5, 6])).rejects.toEqual(new QueueFullError(0, 3, 2));
  const later = batcher.answer([7, 8]);
  await clock.goTo(20);
  expect(await Promise.all([...first, later])).toEqual([[5], [5], [10, 10]]);
});

test("a batch that fails fails its calls, whose other items are forgotten, and no other call", async () => {
  const { batcher, batches, clock } = batcherOf({ maxBatch: 2, serviceMs: 1 });
  const results = Promise.allSettled([[1, -1, 2, 3, 4], [5]].map((items) => batcher.answer(items)));
  await clock.goTo(20);
  expect(batches.map(({ items }) => items)).toEqual([[1, -1], [5]]);
  expect((await results).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(batcher.queued).toBe(0);
});

test("draining answers what waits at once, and resolves when all is answered", async () => {
  const { batcher, batches, clock } = batcherOf({ serviceMs: 2 });
  const answers = [batcher.answer([1]), batcher.answer([2])];
  let drainedMs: number | null = null;
  void batcher.drain().then(() => {
    drainedMs = clock.nowMs();
  });
  await clock.goTo(1);
  answers.push(batcher.answer([3]));
  await clock.goTo(10);
  expect(batches).toEqual([
    { atMs: 0, items: [1, 2] },
    { atMs: 2, items: [3] },
  ]);
  expect(await Promise.all(answers)).toEqual([[0], [0], [2]]);
  expect(drainedMs).toBe(4);
  await batcher.drain();
});

test("whatever comes when: nothing is lost, reordered, in too large a batch, or kept waiting longer than it may", async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });
  const batching = fc.record({ maxBatch: fc.integer({ min: 1, max: 4 }), maxDelayMs: fc.integer({ min: 0, max: 6 }) });
  await fc.assert(
    fc.asyncProperty(gaps, batching, fc.integer({ min: 0, max: 3 }), async (gapsMs, limits, serviceMs) => {
      let atMs = 0;
      const arrivalsMs = gapsMs.map((gap) => {
        atMs += gap;
        return atMs;
      });
      const one = batcherOf({ ...limits, serviceMs });
      await arriving(arrivalsMs, one);
      expect(one.batches.flatMap(({ items }) => items)).toEqual(arrivalsMs);
      one.batches.forEach(({ atMs: startMs, items }, index) => {
        expect(items.length).toBeLessThanOrEqual(limits.maxBatch);
        const freeMs = index === 0 ? 0 : one.batches[index - 1]!.atMs + serviceMs;
        expect(startMs).toBeLessThanOrEqual(Math.max(freeMs, items[0]! + limits.maxDelayMs));
      });
    }),
    { seed: 1, numRuns: 100 },
  );
});
