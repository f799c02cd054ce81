import { expect, test } from "vitest";
import { withDocumentSum, withoutDocumentSum } from "../../../harness/contract/document-sum.ts";
import { parsePlan, planText } from "../../../harness/contract/parse-run.ts";
import { makePlan } from "../../fixtures/records.ts";

test("a document keeps its sum whatever its white space and the order of its keys", () => {
  const written = withDocumentSum({ b: 1, a: ["x"] });
  // The first 16 digits of: printf '{"a":["x"],"b":1}' | sha256sum
  expect(written).toEqual({ b: 1, a: ["x"], sum: "9bfce180614e8aaf" });
  expect(withoutDocumentSum({ sum: written.sum, a: ["x"], b: 1 })).toEqual({
    value: { a: ["x"], b: 1 },
    isRight: true,
  });
});

test("a changed value is noticed, and so is a changed sum; without one nothing is checked", () => {
  const { sum } = withDocumentSum({ a: 1 });
  expect(withoutDocumentSum({ a: 2, sum }).isRight).toBe(false);
  expect(withoutDocumentSum({ a: 1, sum: null }).isRight).toBe(false);
  expect(withoutDocumentSum({ a: 2 })).toEqual({ value: { a: 2 }, isRight: true });
  expect(withoutDocumentSum(null)).toEqual({ value: null, isRight: true });
});

test("a plan is read as it was written; one with another number in it is refused, unless its sum was removed", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] } });
  const text = planText(plan);
  expect(parsePlan(text, "plan.json")).toEqual(plan);
  const changed = text.replace('"repeats": 1', '"repeats": 2');
  expect(changed).not.toBe(text);
  expect(() => parsePlan(changed, "plan.json")).toThrow(
    'plan.json: was changed after it was written, since its sum is wrong (remove "sum" if that was on purpose); run the matrix again to rewrite it',
  );
  expect(parsePlan(changed.replace(/,\n {2}"sum": "[^"]*"/, ""), "plan.json").repeats).toBe(2);
});
