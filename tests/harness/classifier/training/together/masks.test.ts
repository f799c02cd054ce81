import { describe, expect, test } from "vitest";
import { addUpInRing, type RingLinks } from "../../../../../harness/base/ring/add-up.ts";
import {
  agreeOnMasks,
  fromRing,
  pairwiseMasks,
  toRing,
} from "../../../../../harness/classifier/training/together/masks.ts";
import { pipeRing } from "../../../../fixtures/rings.ts";

test("numbers are whole steps of 2^-24 modulo 2^32, and come back", () => {
  const values = Float64Array.of(0, 1, -1, 2 ** -24, -31.5);
  expect([...toRing(values, 4)]).toEqual([0, 2 ** 24, 2 ** 32 - 2 ** 24, 1, 2 ** 32 - 31.5 * 2 ** 24]);
  expect([...fromRing(toRing(values, 4))]).toEqual([...values]);
});

test.each([32, -32, Number.NaN, Number.POSITIVE_INFINITY])("%d could leave the ring of four workers", (value) => {
  expect(() => toRing(Float64Array.of(value), 4)).toThrow("need numbers below 32");
});

/** Workers that masked sums are agreed on with, and all that each has received since. */
async function maskedRing(count: number) {
  const { links } = pipeRing(count);
  const masks = await Promise.all(links.map((link, rank) => agreeOnMasks({ rank, count }, link)));
  const received: Uint32Array[][] = links.map(() => []);
  const watched = links.map(
    (link, rank): RingLinks => ({
      send: link.send,
      receive: async () => {
        const message = await link.receive();
        received[rank]!.push(new Uint32Array(Uint8Array.from(message).buffer));
        return message;
      },
    }),
  );
  const addUp = (vectors: readonly Float64Array[]) =>
    Promise.all(
      vectors.map(async (vector, rank) => {
        const hidden = masks[rank]!.hide(toRing(vector, count));
        await addUpInRing(hidden, { rank, count }, watched[rank]!);
        return [...fromRing(hidden)];
      }),
    );
  return { masks, received, addUp };
}

describe.each([2, 3, 5])("%i workers", (count) => {
  test("have exact sums of steps, time after time", async () => {
    const { addUp } = await maskedRing(count);
    for (const time of [1, 2, 3]) {
      const vectors = Array.from({ length: count }, (_, rank) => Float64Array.of(rank + time, -rank / 8, 2 ** -24));
      const sums = [0, 1, 2].map((at) => vectors.reduce((sum, vector) => sum + vector[at]!, 0));
      expect(await addUp(vectors)).toEqual(vectors.map(() => sums));
    }
  });

  test("send each other's neighbours nothing but uniform numbers before a sum is whole", async () => {
    const { addUp, received } = await maskedRing(count);
    const numbers = 20_000 * count;
    // Zeros, which would be seen at once.
    await addUp(Array.from({ length: count }, () => new Float64Array(numbers)));
    for (const messages of received) {
      // The first part that a worker receives is of one other worker alone.
      const bytes = new Uint8Array(messages[0]!.buffer);
      const counts = new Array<number>(256).fill(0);
      for (const byte of bytes) counts[byte]! += 1;
      const expected = bytes.length / 256;
      const chiSquare = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
      // 255 degrees of freedom: mean 255, standard deviation 22.6. Eight of those are never reached by chance.
      expect(chiSquare).toBeLessThan(255 + 8 * Math.sqrt(510));
      expect(chiSquare).toBeGreaterThan(255 - 8 * Math.sqrt(510));
    }
  });
});

test("a mask does not depend on what it hides, and no two vectors have the same one", () => {
  const secret = new Uint8Array(32).fill(7);
  const masksOf = () => pairwiseMasks(0, new Map([[1, secret]]));
  const [zeros, ones] = [new Uint32Array(1000), new Uint32Array(1000).fill(1)];
  const [first, second] = [masksOf(), masksOf()];
  const maskOfZeros = first.hide(zeros);
  expect(second.hide(ones).map((value) => value - 1)).toEqual(maskOfZeros);
  expect(first.hide(zeros)).not.toEqual(maskOfZeros);
});

test("the two of a pair hide with opposite masks", () => {
  const secret = new Uint8Array(32).fill(9);
  const zeros = new Uint32Array(50);
  const left = pairwiseMasks(0, new Map([[1, secret]])).hide(zeros);
  const right = pairwiseMasks(1, new Map([[0, secret]])).hide(zeros);
  expect(left.map((value, index) => value + right[index]!)).toEqual(zeros);
});
