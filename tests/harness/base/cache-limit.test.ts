import { expect, test } from "vitest";
import { beyondLimit, totalBytes } from "../../../harness/base/cache-limit.ts";

const entry = (path: string, bytes: number, usedMs: number, isInUse = false) => ({ path, bytes, usedMs, isInUse });
const ENTRIES = [entry("new", 40, 3), entry("old", 30, 1), entry("needed", 50, 0, true), entry("between", 20, 2)];
const removed = (limitBytes: number) => beyondLimit(ENTRIES, limitBytes).map(({ path }) => path);

test("what was used longest ago goes first, until the rest is within the limit", () => {
  expect(totalBytes(ENTRIES)).toBe(140);
  expect(removed(140)).toEqual([]);
  expect(removed(139)).toEqual(["old"]);
  expect(removed(110)).toEqual(["old"]);
  expect(removed(109)).toEqual(["old", "between"]);
});

test("what is in use stays, even beyond the limit", () => {
  expect(removed(0)).toEqual(["old", "between", "new"]);
});
