import { expect, test } from "vitest";
import { shownValue } from "../../../reports/app/shown-value.ts";
import { selectable } from "../../../reports/page/selectable.ts";
import { analysisOf } from "../runs.ts";

test("in Chinese, axes have other titles, and values of words other texts", () => {
  const [axis] = selectable(analysisOf("techniques"), "zh").axes;
  expect(axis).toEqual({
    name: "pruning",
    title: "剪枝",
    values: ["no pruning", "magnitude", "structured"],
    shownAs: { "no pruning": "无剪枝" },
  });
  expect(axis!.values.map((value) => shownValue(axis!, value))).toEqual(["无剪枝", "magnitude", "structured"]);
});

test("what is chosen by is the same in every language", () => {
  const [english, chinese] = (["en", "zh"] as const).map((language) => selectable(analysisOf("techniques"), language));
  expect(chinese!.configurations).toEqual(english!.configurations);
  expect(chinese!.axes.map(({ values }) => values)).toEqual(english!.axes.map(({ values }) => values));
});

test("in English, values are shown as they are", () => {
  const { axes } = selectable(analysisOf("techniques"));
  expect(axes.map(({ title }) => title)).toEqual(["pruning", "quantization"]);
  for (const axis of axes) {
    expect(axis).not.toHaveProperty("shownAs");
    for (const value of axis.values) expect(shownValue(axis, value)).toBe(value);
  }
});
