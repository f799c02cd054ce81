import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { ownTemporary } from "../../../harness/base/own-temporary.io.ts";

afterEach(() => vi.unstubAllGlobals());

const asUser = (getuid: (() => number) | undefined) => {
  vi.stubGlobal("process", Object.assign(Object.create(process), { getuid }));
  return ownTemporary("pricewar-things");
};

test("two users of a machine have two places, since neither may write to the other's", () => {
  expect(asUser(() => 1000)).toBe(join(tmpdir(), "pricewar-things-1000"));
  expect(asUser(() => 1001)).toBe(join(tmpdir(), "pricewar-things-1001"));
});

test("where users have no numbers, the temporary folder is their own", () => {
  expect(asUser(undefined)).toBe(join(tmpdir(), "pricewar-things"));
});
