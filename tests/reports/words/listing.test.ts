import { expect, test } from "vitest";
import { listed } from "../../../reports/words/listing.ts";

test.each([
  [[], "", ""],
  [["a"], "a", "a"],
  [["a", "b"], "a and b", "a和b"],
  [["a", "b", "c"], "a, b and c", "a、b和c"],
  [["a", "b", "c", "d", "e"], "a, b, c and 2 more", "a、b、c和另外2个"],
])("%j is listed in both languages", (names, english, chinese) => {
  expect(listed(names)).toBe(english);
  expect(listed(names, "zh")).toBe(chinese);
});

test("at most so many are named", () => {
  expect(listed(["a", "b", "c"], "zh", 2)).toBe("a和另外2个");
});
