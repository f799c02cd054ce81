import { expect, test } from "vitest";
import { type ScatterReading, scatterReading, scatterTitle } from "../../../reports/words/scatter.ts";

const READING: ScatterReading = {
  isUsual: false,
  x: { title: "Training time", better: "lower" },
  y: { title: "Texts per second", better: "higher" },
  ...{ isOfPart: false, conditionNoun: null, isFrontierLine: false, hasBars: false, pairedOn: null },
  ...{ hasRefused: false, hasFaint: false, isFloorOfValidation: false, drawn: 3, count: 3 },
};
const read = (change: Partial<ScatterReading>) => scatterReading({ ...READING, ...change }, "en").join(" ");

test("says which way is better on both axes, or that none is", () => {
  expect(read({})).toBe("Higher and further left is better.");
  expect(read({ x: { title: "", better: "higher" }, y: { title: "", better: "lower" } })).toBe(
    "Lower and further right is better.",
  );
  expect(read({ x: { title: "", better: "none" } })).toMatch(/^More of one of them is neither better nor worse/);
});

test("speaks of what is drawn alone", () => {
  expect(read({ pairedOn: "y" })).not.toContain("bars");
  expect(read({ pairedOn: "x", hasBars: true })).toContain("Horizontal bars show the 95 % interval of the difference");
  expect(read({ isFrontierLine: true, isOfPart: true })).toContain("that no other of those shown beats on both.");
  expect(read({ isFrontierLine: true, conditionNoun: "scenario" })).toContain(
    "A line connects the configurations of a scenario",
  );
  expect(read({ count: 10_000, drawn: 500 })).toContain("Drawn are 500 of 10,000 points");
});

test("names both figures", () => {
  expect(scatterTitle(READING, "en")).toBe("Texts per second against training time");
  expect(scatterTitle({ ...READING, x: { title: "$ per million texts", better: "lower" } }, "en")).toBe(
    "Texts per second against $ per million texts",
  );
});

test("says as much in Chinese", () => {
  const all = { isFrontierLine: true, hasBars: true, pairedOn: "y", hasRefused: true, hasFaint: true } as const;
  const [english, chinese] = (["en", "zh"] as const).map((language) =>
    scatterReading({ ...READING, ...all }, language),
  );
  expect(chinese).toHaveLength(english!.length);
  expect(chinese!.join("")).toMatch(/^[^a-zA-Z]+$/);
});
