import { expect, test } from "vitest";
import { perValues } from "../../../harness/base/per-values.ts";

test("a result is made once for each list of values, also where it is undefined; equal objects are two values", () => {
  const asked: unknown[] = [];
  const last = perValues((values) => {
    asked.push(values);
    return values.at(-1);
  });
  const [rows, others] = [{ rows: 2 }, { rows: 2 }];
  expect([last([rows, 1]), last([rows, 1]), last([others, 1])]).toEqual([1, 1, 1]);
  expect([last([rows, undefined]), last([rows, undefined])]).toEqual([undefined, undefined]);
  expect(asked).toEqual([
    [rows, 1],
    [others, 1],
    [rows, undefined],
  ]);
  expect(asked[1]).toEqual([expect.toSatisfy((one) => one === others), 1]);
});

test("a list and the beginning of it are two lists", () => {
  const count = perValues((values) => values.length);
  expect([count([1, 2]), count([1]), count([]), count([1, 2])]).toEqual([2, 1, 0, 2]);
});
