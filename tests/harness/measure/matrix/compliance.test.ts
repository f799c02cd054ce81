import { expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";

const parse = (compliance: unknown) =>
  parseMatrix(JSON.stringify({ name: "m", compliance }), "m.json", NAMES).compliance;

test("a matrix may state any part of it, and nothing by default", () => {
  expect(parse(undefined)).toBeNull();
  expect(parse({ retainUntil: "2027-06-30", readers: ["data team"] })).toEqual({
    retainUntil: "2027-06-30",
    readers: ["data team"],
  });
});

test.each([
  [{ retainUntil: "June 2027" }, /compliance\.retainUntil: must be a date such as 2027-06-30/],
  [{ retainUntil: "2027-02-30" }, /compliance\.retainUntil: must be a date such as 2027-06-30/],
  [{ license: "MIT" }, /compliance\.license: unknown field.*did you mean "licence"\?/],
  [{ readers: [] }, /compliance\.readers/],
  [{ source: " " }, /compliance\.source/],
])("%j is refused", (compliance, message) => {
  expect(() => parse(compliance)).toThrow(message);
});
