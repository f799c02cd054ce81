import { expect, test } from "vitest";
import { perObject } from "../../../harness/base/per-object.ts";

test("a value is made once per object, also where it is none, and equal objects are two", () => {
  const asked: number[] = [];
  const doubled = perObject(({ value }: { readonly value: number }) => {
    asked.push(value);
    return value === 0 ? undefined : value * 2;
  });
  const [two, another, zero] = [{ value: 2 }, { value: 2 }, { value: 0 }];
  expect([two, two, another, zero, zero].map((one) => doubled(one))).toEqual([4, 4, 4, undefined, undefined]);
  expect(asked).toEqual([2, 2, 0]);
});

test("each second argument has a value of its own", () => {
  let made = 0;
  const times = perObject(({ value }: { readonly value: number }, by: number) => {
    made += 1;
    return value * by;
  });
  const three = { value: 3 };
  expect([times(three, 2), times(three, 5), times(three, 2)]).toEqual([6, 15, 6]);
  expect(made).toBe(2);
});
