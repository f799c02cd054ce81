import { expect, test } from "vitest";
import {
  formatBytes,
  formatMs,
  formatP,
  formatParameters,
  formatPoints,
  formatShare,
  formatUsd,
  listing,
  plural,
} from "../../../../harness/judge/figures/format.ts";

test("figures carry three digits and their unit", () => {
  expect([0.0012345, 0.003, 1.2].map(formatUsd)).toEqual(["$0.00123", "$0.00300", "$1.20"]);
  expect([641_732, 999, 999_600, 1_610_000].map(formatBytes)).toEqual(["642 kB", "999 B", "1 MB", "1.61 MB"]);
  expect([0.04231, 4230, 423_000].map(formatMs)).toEqual(["0.0423 ms", "4.23 s", "7.05 min"]);
  expect(formatShare(0.8712)).toBe("87.1 %");
  expect([0.0004, 0.0312].map(formatP)).toEqual(["< 0.001", "0.031"]);
});

test("a share below nothing has the sign of points, and none where it rounds to nothing", () => {
  expect([-0.012, -0.0004, -0.0006].map(formatShare)).toEqual(["−1.2 %", "0.0 %", "−0.1 %"]);
});

test("points are signed, and a difference that rounds to nothing has no sign", () => {
  expect([-0.0034, 0.012, -0.0002, 0].map(formatPoints)).toEqual(["−0.3", "+1.2", "0.0", "0.0"]);
});

test("the last two items of a list are joined by a word, and long lists are cut", () => {
  expect(listing(["a"])).toBe("a");
  expect(listing(["a", "b", "c"])).toBe("a, b and c");
  expect(listing(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
  expect([1, 3].map((count) => plural(count, "cell"))).toEqual(["1 cell", "3 cells"]);
});

test("parameters are counted, or said in words", () => {
  expect([1, 160_433, 6_912_345, 1_104_000_000].map(formatParameters)).toEqual([
    "1 parameter",
    "160,433 parameters",
    "6.9 M parameters",
    "1.1 G parameters",
  ]);
});
