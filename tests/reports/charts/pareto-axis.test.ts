import { expect, test } from "vitest";
import { figureAxis } from "../../../reports/charts/pareto-axis.ts";

test.each([
  ["Model file", "bytes", [126_000, 645_000], "Model file (kB)", 1000],
  ["Training time", "ms", [2500, 900], "Training time (s)", 1000],
  ["Latency", "ms", [0.09, 0.2], "Latency (ms)", 1],
  ["Energy of training", "kWh", [0.00002], "Energy of training (mWh)", 1e-6],
  ["Test accuracy", "share", [0.8], "Test accuracy (%)", 0.01],
  ["$ per million texts", "usd/M", [0.0005], "US dollars per million texts", 1],
  ["Texts per second", "texts/s", [50_000], "Texts per second", 1],
] as const)("%s has the unit that its values are written in", (title, unit, middles, expected, size) => {
  expect(figureAxis({ title, unit }, [...middles], [...middles])).toMatchObject({ title: expected, size });
});

test("a scale is logarithmic beyond a factor of ten, but for shares, and for ends that have no place on it", () => {
  const typeOf = (unit: "ms" | "share", middles: readonly number[], ends = middles) =>
    figureAxis({ title: "", unit }, middles, ends).type;
  expect(typeOf("ms", [1, 10])).toBe("linear");
  expect(typeOf("ms", [1, 11])).toBe("log");
  expect(typeOf("share", [0.01, 0.9])).toBe("linear");
  expect(typeOf("ms", [1, 11], [-1, 12])).toBe("linear");
});
