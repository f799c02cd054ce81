import { expect, test } from "vitest";
import { warEntrants } from "../../../../harness/judge/analysis/war-entrants.ts";
import { analysisOf } from "../../../reports/runs.ts";

test("the run's answer comes first, then what is served at the lowest cost", () => {
  const analysis = analysisOf("baselines");
  const { own, condition } = warEntrants(analysis);
  expect(condition).toBeNull();
  expect(analysis.answer).toMatchObject({ winner: own[0]!.id });
  const usd = own.map(
    ({ id }) => analysis.configurations.find((one) => one.id === id)!.figures!.usdPerMillionTexts.middle,
  );
  expect(usd.slice(1)).toEqual(usd.slice(1).sort((a, b) => a - b));
});

test("baselines from outside take part as what they are, and hosted services by their price", () => {
  const { outside, hosted } = warEntrants(analysisOf("baselines"));
  expect(outside.map(({ id, isOutside, isEligible }) => [id, isOutside, isEligible])).toEqual([
    ["majority", true, false],
    ["tfidf", true, false],
    ["fasttext", true, false],
  ]);
  expect(outside[1]!.accuracy).toBeCloseTo(0.867, 3);
  // 50 tokens a text, at $0.05 per million of them.
  expect(hosted.map(({ usdPerMillionTexts }) => usdPerMillionTexts)[0]).toBeCloseTo(2.5, 12);
});

test("of several scenarios, that of the run's baseline is asked about", () => {
  const { own, condition } = warEntrants(analysisOf("scenarios"));
  expect(condition?.scenario).toBe("http");
  expect(own).toHaveLength(2);
});

test("where nothing finished nobody sells", () => {
  expect(warEntrants(analysisOf("nothing"))).toMatchObject({ own: [], outside: [] });
});
