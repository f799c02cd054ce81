import { expect, test } from "vitest";
import { confidenceOf } from "../../../../harness/judge/analysis/confidence.ts";
import { byCondition } from "../../../../harness/judge/analysis/within-condition.ts";
import { analysisBy, COSTS } from "../../../fixtures/analyses.ts";

const confidence = (...given: Parameters<typeof analysisBy>) =>
  confidenceOf(byCondition(analysisBy(...given))[0]!.analysis);

test("it is high where all others cost measurably more and every draw leaves the choice on the frontier", () => {
  expect(confidence((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }))).toEqual({
    level: "high",
    dearer: 2,
    same: 0,
    untold: 0,
    cheaper: 0,
    onFrontier: 1,
  });
});

test("it is not high as long as planned runs have not run", () => {
  const figures = (_: unknown, scheme: string) => (scheme === "int4" ? null : { usdPerMillionTexts: COSTS[scheme]! });
  expect(confidence(figures)).toMatchObject({ level: "medium", dearer: 1, onFrontier: 1 });
});

test("it is low where nothing could be told apart, and where the test rows made the choice", () => {
  const figures = (_: unknown, scheme: string) => ({ usdPerMillionTexts: COSTS[scheme]! });
  expect(confidence(figures, { rounds: 0 })).toMatchObject({ level: "low", untold: 2, dearer: 0 });
  const onTest = (_: unknown, scheme: string) => ({ usdPerMillionTexts: COSTS[scheme]!, validationAccuracy: null });
  expect(confidence(onTest)).toMatchObject({ level: "low", dearer: 2 });
});

test("configurations that are not good enough do not count", () => {
  const figures = (_: unknown, scheme: string) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    validationAccuracy: scheme === "int4" ? 0.5 : 0.9,
  });
  expect(confidence(figures)).toMatchObject({ dearer: 1, same: 0, untold: 0, cheaper: 0 });
});

test("a single configuration has nothing to be sure of, nor has a run without an answer", () => {
  expect(confidence(() => ({}), { axes: {} })).toBeNull();
  expect(confidence(() => null)).toBeNull();
});
