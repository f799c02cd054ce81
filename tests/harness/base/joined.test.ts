import { expect, test } from "vitest";
import { joined } from "../../../harness/base/joined.ts";

test("lists of numbers are joined in their order, empty ones among them, and none gives an empty one", () => {
  const parts = [Float32Array.of(1, 2), new Float32Array(0), Float32Array.of(3)];
  expect(joined(Float32Array, parts)).toEqual(Float32Array.of(1, 2, 3));
  expect(joined(Float64Array, [])).toEqual(new Float64Array(0));
});
