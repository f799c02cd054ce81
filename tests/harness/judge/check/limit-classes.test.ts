import { expect, test } from "vitest";
import { refuseUnknownClasses } from "../../../../harness/judge/check/limit-classes.ts";
import { parseLimits } from "../../../../harness/judge/check/limits.ts";

const refused = (entry: string) => {
  const limits = parseLimits(`{ "limits": [{ "metric": "recall", "min": "80 %", ${entry} }] }`, "limits.json");
  return () => refuseUnknownClasses(limits, "spam", ["normal", "fraud"]);
};

test("a misspelled class is refused with the one that was meant", () => {
  const message = 'limits.json:1:14: the data of spam has no class "frod"; did you mean "fraud"?';
  expect(refused('"class": "frod"')).toThrow(message);
  expect(refused('"class": "frod", "matrix": "spam"')).toThrow(message);
});

test("an entry for this matrix may name no other data's class", () => {
  expect(refused('"class": "sports", "matrix": "spam"')).toThrow('no class "sports"; it has "normal", "fraud"');
});

test.each(['"class": "fraud"', '"class": "sports"', '"class": "frod", "matrix": "news"'])(
  "what may be about other data stays: %s",
  (entry) => {
    expect(refused(entry)).not.toThrow();
  },
);

test("a waiver is held to the same", () => {
  const waiver = '{ "metric": "recall", "class": "Fraud", "until": "2027-01-31", "reason": "rebuilding" }';
  const limits = parseLimits(`{ "waivers": [${waiver}] }`, "limits.json");
  expect(() => refuseUnknownClasses(limits, "spam", ["normal", "fraud"])).toThrow('did you mean "fraud"?');
});

test("records of an older version do not tell their classes, and nothing is refused", () => {
  const entry = '{ "metric": "recall", "class": "fraud", "matrix": "spam", "min": "80 %" }';
  const limits = parseLimits(`{ "limits": [${entry}] }`, "limits.json");
  expect(() => refuseUnknownClasses(limits, "spam", [])).not.toThrow();
});
