import { expect, test } from "vitest";
import { classNames, majorityLines } from "../../../reports/words/class-names.ts";
import { expectTranslated } from "../in-chinese.ts";

test("classes are in quotes, each on one line, in both languages", () => {
  const labels = ["Tech", "two\nlines"];
  expect(classNames(labels)).toBe("“Tech” and “two lines”");
  expect(classNames(labels, "zh")).toBe("“Tech”和“two lines”");
});

test("what the majority class would score is said in both languages", () => {
  const analysis = { majority: { label: "ham", share: 0.725 } };
  const [english] = majorityLines(analysis);
  expect(english).toBe(
    "Always answering “ham”, the test rows’ most frequent class, would score 72.5 % accuracy on them.",
  );
  expectTranslated(english!, majorityLines(analysis, "zh")[0]!, analysis);
  expect(majorityLines({ majority: null }, "zh")).toEqual([]);
});
