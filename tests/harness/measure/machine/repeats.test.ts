import { expect, test } from "vitest";
import { leastDisturbed, Repeats, type Watched } from "../../../../harness/measure/machine/repeats.ts";

const during = (foreignCpuShare: number, disturbed: boolean | null = foreignCpuShare > 0.25): Watched => ({
  disturbance: {
    elapsedMs: 100,
    foreignCpuShare,
    waitShare: 0,
    stealShare: null,
    throttledMs: null,
    pressureShare: null,
    disturbed,
  },
});
const quiet = during(0);
const busy = during(1);

test("a disturbed timing is repeated twice at most, any other never", () => {
  const repeats = new Repeats(8);
  expect(repeats.wantsAnother([quiet])).toBe(false);
  expect(repeats.wantsAnother([{ disturbance: null }])).toBe(false);
  expect(repeats.wantsAnother([during(9, null)])).toBe(false);
  expect(repeats.wantsAnother([busy])).toBe(true);
  expect(repeats.wantsAnother([busy, busy])).toBe(true);
  expect(repeats.wantsAnother([busy, busy, busy])).toBe(false);
  expect(repeats.wantsAnother([busy, quiet])).toBe(false);
  expect(new Repeats(8, 0).wantsAnother([busy])).toBe(false);
});

test("as many repeats in vain, in a row, as there is patience end repeating, until a timing is quiet", () => {
  const repeats = new Repeats(8);
  const timings = Array.from({ length: 6 }, () => {
    const attempts: Watched[] = [];
    do attempts.push(busy);
    while (repeats.wantsAnother(attempts));
    return attempts.length;
  });
  expect(timings).toEqual([3, 3, 3, 3, 1, 1]);
  repeats.wantsAnother([quiet]);
  expect(repeats.wantsAnother([busy])).toBe(true);
});

test("the least disturbed counts, the first of equals, and never for its figures", () => {
  const half = during(0.5);
  expect(leastDisturbed([busy, half, busy])).toBe(half);
  expect(leastDisturbed([busy, quiet])).toBe(quiet);
  expect(leastDisturbed([quiet, during(0.1)])).toBe(quiet);
  // Half a core used by others, and waited for, is less than 1.1 cores, however long own threads waited for each other.
  const waited = { disturbance: { ...half.disturbance!, waitShare: 3 } };
  expect(leastDisturbed([{ disturbance: { ...half.disturbance!, foreignCpuShare: 1.1 } }, waited])).toBe(waited);
  const unknown = { disturbance: null };
  expect(leastDisturbed([unknown])).toBe(unknown);
});
