import { expect, test } from "vitest";
import { AXES } from "../../../harness/contract/axes.ts";
import { humanize } from "../../../harness/judge/analysis/value-names.ts";
import { axisTitle } from "../../../reports/words/axes.ts";

test.each(AXES)("%s has a title in either language", (axis) => {
  expect(axisTitle(axis)).toBe(humanize(axis));
  expect(axisTitle(axis, "zh")).toMatch(/\p{Script=Han}|^epoch/u);
});

test("no two axes share a title in Chinese", () => {
  expect(new Set(AXES.map((axis) => axisTitle(axis, "zh"))).size).toBe(AXES.length);
});

test("an axis that matrices do not have is named in English", () => {
  expect(axisTitle("model.newThing", "zh")).toBe("new thing");
  expect(axisTitle("toString", "zh")).toBe("to string");
});
