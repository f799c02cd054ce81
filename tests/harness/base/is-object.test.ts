import { expect, test } from "vitest";
import { isObject } from "../../../harness/base/is-object.ts";

test("of the values of JSON, objects alone have fields", () => {
  expect([{}, { a: 1 }, [], [1], null, undefined, "a", 0, true].map(isObject)).toEqual([
    true,
    true,
    ...Array.from({ length: 7 }, () => false),
  ]);
});
