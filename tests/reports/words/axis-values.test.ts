import { expect, test } from "vitest";
import { labelsOf, valueOn } from "../../../harness/judge/analysis/labels.ts";
import { axisValueText } from "../../../reports/words/axis-values.ts";
import { makePlan } from "../../fixtures/records.ts";

test.each([
  ["pruning", "no pruning", "无剪枝"],
  ["earlyStopping", "no early stopping", "无早停"],
  ["model.residual", "no residual", "无残差连接"],
  ["model.residual", "residual", "残差连接"],
  ["distillation", "as configured", "按原配置"],
  ["quantization", "int8-rows", "int8-rows"],
  ["epochs", "epochs 30", "epochs 30"],
  ["pruning", "no residual", "no residual"],
])("on %s, %s is %s in Chinese", (axis, name, chinese) => {
  expect(axisValueText(axis, name)).toBe(name);
  expect(axisValueText(axis, name, "zh")).toBe(chinese);
});

test("names are read as labels write them", () => {
  const labels = labelsOf(makePlan({ axes: { earlyStopping: ["none", { patience: 2 }] } }));
  const names = [...labels.parts.keys()].map((id) =>
    axisValueText("earlyStopping", valueOn(labels, id, "earlyStopping"), "zh"),
  );
  expect(names).toEqual(["无早停", "early stopping (patience 2)"]);
  expect(axisValueText("pruning", valueOn(labels, "unknown", "pruning"), "zh")).toBe("按原配置");
});
