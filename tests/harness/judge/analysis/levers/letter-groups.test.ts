import { expect, test } from "vitest";
import { analysisBy, rowsRight } from "../../../../fixtures/analyses.ts";

const SCHEMES = ["float32", "int8", "int4", "float16"];

const lettersBy = (figures: Parameters<typeof analysisBy>[0], rounds = 20) => {
  const { groups, configurations } = analysisBy(figures, { axes: { quantization: SCHEMES }, rounds });
  const named = (letters: ReadonlyMap<string, string>) =>
    Object.fromEntries(configurations.map(({ id, label }) => [label, letters.get(id)]));
  return { cost: named(groups.cost), accuracy: named(groups.accuracy) };
};

test("the cheapest and the most accurate have an a, and those that are told apart have other letters", () => {
  const usd: Record<string, number> = { float32: 4, int8: 1, int4: 2, float16: 1.02 };
  const right: Record<string, number> = { float32: 95, int8: 94, int4: 50, float16: 95 };
  const { cost, accuracy } = lettersBy((_, scheme) => ({
    usdPerMillionTexts: usd[scheme]!,
    correct: rowsRight(right[scheme]!),
  }));
  // 2 % is certain, but no difference that counts.
  expect(cost).toEqual({ int8: "a", float16: "a", int4: "b", float32: "c" });
  expect(accuracy).toEqual({ float32: "a", float16: "a", int8: "a", int4: "b" });
});

test("configurations that give the same answers are one, and their number weakens no test", () => {
  // Seven of 100 rows: t = 0.07 / √(0.07 × 0.93 / 99) = 2.73 and p = 0.0075, which fifteen equal tests would make 0.11.
  const schemes = Array.from({ length: 16 }, (_, index) => `scheme ${index}`);
  const { groups, configurations } = analysisBy(
    (_, scheme) => ({ correct: rowsRight(scheme === "scheme 0" ? 80 : 87) }),
    { axes: { quantization: schemes }, seeds: [1] },
  );
  const letters = configurations.map(({ id }) => groups.accuracy.get(id));
  expect(letters).toEqual(["b", ...Array.from({ length: 15 }, () => "a")]);
});

test("more than 200 configurations have no letters", () => {
  const schemes = Array.from({ length: 201 }, (_, index) => `scheme ${index}`);
  const lettered = (count: number) =>
    analysisBy(() => ({}), { axes: { quantization: schemes.slice(0, count) }, seeds: [1] }).groups;
  expect(lettered(200).accuracy.size).toBe(200);
  expect(lettered(201)).toEqual({ cost: new Map(), accuracy: new Map() });
});
