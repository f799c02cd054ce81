import { expect, test } from "vitest";
import { briefly, isFinished } from "../../../reports/words/finished.ts";
import { analyzed, rowsRight } from "../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";

test("a configuration is named with its cost and accuracy", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const records = plan.cells.map((cell) => okRecord(cell, { correct: rowsRight(88), usdPerMillionTexts: 0.002 }));
  const [one] = analyzed(plan, records).configurations.filter(isFinished);
  expect(briefly(one!)).toBe("fixture, at $0.00200 per million texts and 88.0 % test accuracy");
  expect(briefly(one!, "zh")).toBe("fixture（每百万条文本$0.00200，测试准确率88.0 %）");
});
