import { expect, test } from "vitest";
import type { Json } from "../../../harness/base/canonical-json.ts";
import { conditionsOf } from "../../../harness/judge/analysis/condition.ts";
import { conditionFirst, conditionName, conditionNoun } from "../../../reports/words/conditions.ts";
import { makePlan } from "../../fixtures/records.ts";

const conditions = (axes: Readonly<Record<string, readonly Json[]>>) =>
  conditionsOf(makePlan({ axes, given: Object.keys(axes), seeds: [1] }));

test("a condition is called by its values, and what has an answer for each of them by the axes", () => {
  const rows = conditions({ "training.rows": [200, 5000, "all"] });
  expect(rows.map((one) => conditionName(one))).toEqual([
    "200 training rows",
    "5,000 training rows",
    "all training rows",
  ]);
  expect(conditionNoun(rows)).toBe("number of training rows");
  const both = conditions({ "training.rows": [200, 5000], "serving.scenario": ["http", "offline"] });
  expect(conditionName(both[0]!)).toBe("200 training rows · offline");
  expect(conditionNoun(both)).toBe("number of training rows and scenario");
  expect(conditionName(conditions({ "serving.scenario": ["http", "offline"] })[1]!)).toBe("http");
});

test("where a sentence begins with a condition, words are capitalized and names are not", () => {
  const both = conditions({ "training.rows": ["all", 200], "serving.scenario": ["http", "offline"] });
  expect(both.map((one) => conditionFirst(one))).toEqual([
    "All training rows · offline",
    "All training rows · http",
    "200 training rows · offline",
    "200 training rows · http",
  ]);
  expect(conditionFirst(conditions({ "serving.scenario": ["http", "offline"] })[1]!)).toBe("http");
  expect(conditionFirst(both[0]!, "zh")).toBe("全部训练集样本 · offline");
});

test("any other axis is called as configurations are", () => {
  const backends = conditions({ serveBackend: ["onnx", "wasm"] });
  expect(backends.map((one) => conditionName(one))).toEqual(["onnx", "wasm"]);
  expect(conditionNoun(backends)).toBe("value of serveBackend");
});

test("in Chinese, rows and scenarios have a name, and other values are those of configurations", () => {
  const both = conditions({ "training.rows": [200, "all"], "serving.scenario": ["http", "offline"] });
  expect(both.map((one) => conditionName(one, "zh"))).toEqual([
    "200条训练集样本 · offline",
    "200条训练集样本 · http",
    "全部训练集样本 · offline",
    "全部训练集样本 · http",
  ]);
  expect(conditionNoun(both, "zh")).toBe("训练集样本数和场景");
  expect(conditionNoun(conditions({ serveBackend: ["onnx", "wasm"] }), "zh")).toBe("serveBackend取值");
});
