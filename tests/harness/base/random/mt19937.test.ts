import { describe, expect, test } from "vitest";
import { Mt19937, randomStream } from "../../../../harness/base/random/mt19937.ts";

describe("the Mersenne Twister", () => {
  test("gives the authors' numbers for the reference seed", () => {
    expect(Mt19937.fromSeed(5489).nextUint32()).toBe(3499211612);
  });

  test("the 10,000th number of the reference seed is the one that the C++ standard requires", () => {
    const random = Mt19937.fromSeed(5489);
    let last = 0;
    for (let drawn = 0; drawn < 10_000; drawn++) last = random.nextUint32();
    expect(last).toBe(4123659995);
  });

  test("gives the authors' numbers for the reference key", () => {
    const random = Mt19937.fromKey(Uint32Array.of(0x123, 0x234, 0x345, 0x456));
    expect([random.nextUint32(), random.nextUint32(), random.nextUint32()]).toEqual([1067595299, 955945823, 477289528]);
  });

  test("gives NumPy's RandomState(42).random_sample", () => {
    const random = Mt19937.fromSeed(42);
    expect([random.nextFloat64(), random.nextFloat64()]).toEqual([0.3745401188473625, 0.9507143064099162]);
  });

  test("gives NumPy's RandomState(42).permutation", () => {
    expect([...Mt19937.fromSeed(42).permutation(10)]).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
    expect([...Mt19937.fromSeed(42).permutation(1)]).toEqual([0]);
    expect([...Mt19937.fromSeed(42).permutation(0)]).toEqual([]);
  });

  test("bounded integers reach both ends and stay within them, and a bound of 0 draws nothing", () => {
    const random = Mt19937.fromSeed(7);
    const drawn = new Set(Array.from({ length: 200 }, () => random.nextIntBelowOrEqual(4)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
    const untouched = Mt19937.fromSeed(7);
    expect(untouched.nextIntBelowOrEqual(0)).toBe(0);
    expect(untouched.nextUint32()).toBe(Mt19937.fromSeed(7).nextUint32());
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])("refuses seed %d, as in NumPy", (seed) => {
    expect(() => Mt19937.fromSeed(seed)).toThrow(RangeError);
  });
});

describe("random streams", () => {
  const firstThree = (...[seed, ...path]: Parameters<typeof randomStream>) => {
    const random = randomStream(seed, ...path);
    return [random.nextUint32(), random.nextUint32(), random.nextUint32()];
  };

  test("the same seed and path give the same numbers", () => {
    expect(firstThree(1, "shuffle", 3)).toEqual(firstThree(1, "shuffle", 3));
  });

  test("any other seed or path gives other numbers", () => {
    const streams = [
      firstThree(1, "shuffle", 3),
      firstThree(2, "shuffle", 3),
      firstThree(1, "shuffle", 4),
      firstThree(1, "shuffle", "3"),
      firstThree(1, "shuffle3"),
      firstThree(1),
      firstThree(1 + 2 ** 32, "shuffle", 3),
    ];
    expect(new Set(streams.map((numbers) => numbers[0])).size).toBe(streams.length);
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53])("refuses seed %d", (seed) => {
    expect(() => randomStream(seed, "shuffle")).toThrow(RangeError);
  });
});
