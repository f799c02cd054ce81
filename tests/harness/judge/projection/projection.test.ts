import { expect, test } from "vitest";
import { isProjection, projectionOf } from "../../../../harness/judge/projection/projection.ts";
import { SIZED, sizedAnalysis } from "../../../fixtures/sized-run.ts";

const MODEL = { name: "ten times", parameters: 10 * 10_240_000, source: "a paper", date: "2026-01-01" };

test("time and dollars of a run by hand are continued to a published size", () => {
  const found = projectionOf(sizedAnalysis(), [MODEL]);
  if (!isProjection(found)) throw new Error("no projection");
  expect(found.sizes).toBe(5);
  // 1,359 rows for an epoch.
  expect(found.texts).toBe(SIZED.texts);
  const [train, serve] = ["trainMs", "serveMs"].map(
    (name) => found.quantities.find(({ quantity }) => quantity === name)!,
  );
  // 0.01 ms for each parameter's root and text.
  expect(train!.exponents.map(({ of, value }) => [of, Number(value.toFixed(6))])).toEqual([
    ["parameters", 0.5],
    ["texts", 1],
  ]);
  const [trained] = train!.models;
  const trainMs = 0.001 * Math.sqrt(MODEL.parameters) * SIZED.texts;
  expect(trained!.value / trainMs).toBeCloseTo(1, 6);
  expect(trained!.usd!.value / ((trainMs / 3_600_000) * SIZED.usdPerHour)).toBeCloseTo(1, 6);
  // $1 an hour: a millionth of a parameter in dollars for a million texts.
  expect(serve!.models[0]!.usd!.value).toBeCloseTo(MODEL.parameters * 1e-6, 4);
  // The step of the sizes is 16, of which a factor of 10 is trusted.
  expect(serve!.trust).toMatchObject({ upTo: MODEL.parameters, limits: [] });
  expect(serve!.models[0]!.isTrusted).toBe(true);
});

test("memory that weights alone would not fit into is said to be impossible", () => {
  const found = projectionOf(sizedAnalysis(), [MODEL]);
  if (!isProjection(found)) throw new Error("no projection");
  const memory = found.quantities.find(({ quantity }) => quantity === "trainBytes")!;
  // 210 MB at every size, and 102.4 million numbers of four bytes.
  expect(memory.models[0]!.value).toBeCloseTo(210e6, 0);
  expect(memory.models[0]!.weightsBytes).toBe(4 * MODEL.parameters);
});

test("a model of another kind stands beside what the fit says of its size, and is no part of the fit", () => {
  const found = projectionOf(sizedAnalysis({ otherUsdPerMillion: 50 }), [MODEL]);
  if (!isProjection(found)) throw new Error("no projection");
  const serve = found.quantities.find(({ quantity }) => quantity === "serveMs")!;
  expect(serve.values).toHaveLength(10);
  expect(serve.others).toHaveLength(1);
  // $50 a million where 7 million parameters are $7.
  expect(serve.others[0]!.factor).toBeCloseTo(50 / 7, 6);
});

test.each([
  [2, [1, 16]],
  [1, [1]],
])("with %i sizes there is none", (sizes, columns) => {
  expect(projectionOf(sizedAnalysis({ columns }), [MODEL])).toEqual({ sizes });
});
