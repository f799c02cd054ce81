import { expect, test } from "vitest";
import { canonicalJson, type Json } from "../../../../harness/base/canonical-json.ts";
import { shown } from "../../../../harness/base/documents/problems.ts";

test("a value is shown as the first 60 characters of its JSON", () => {
  expect(shown({ a: [1, "b", null] })).toBe('{"a":[1,"b",null]}');
  const values: Json[] = [
    Array(30).fill(1),
    Array(31).fill(1),
    "x".repeat(80),
    { key: Array(100).fill({ deep: [[0]] }) },
  ];
  for (const value of values) {
    const whole = canonicalJson(value);
    expect(shown(value)).toBe(whole.length > 60 ? `${whole.slice(0, 60)}…` : whole);
  }
});

test("one that is nested without end, and one that is large, cost no more", () => {
  const nested = JSON.parse(`${"[".repeat(1e6)}${"]".repeat(1e6)}`) as Json;
  expect(shown(nested)).toBe(`${"[".repeat(60)}…`);
  expect(shown({ vocabulary: nested })).toBe(`{"vocabulary":${"[".repeat(46)}…`);
});
