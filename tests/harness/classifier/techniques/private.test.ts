import { expect, test } from "vitest";
import { privateTraining } from "../../../../harness/classifier/techniques/private.ts";

test("epsilon or noise is needed, and delta and the norm have defaults", () => {
  expect(privateTraining.bind({ epsilon: 8 }).training).toEqual({ privacy: { epsilon: 8, delta: 1e-5, clipNorm: 1 } });
  expect(privateTraining.bind({ noise: 2, delta: 1e-6, clipNorm: 0.5 }).training).toEqual({
    privacy: { noise: 2, delta: 1e-6, clipNorm: 0.5 },
  });
});

test.each([
  [{}, "privacy private: epsilon: is needed, such as 8, or noise in its place"],
  [{ epsilon: 8, noise: 1 }, "privacy private: noise: follows from epsilon; keep one of them"],
  [{ epsilon: 0 }, "privacy private: epsilon: "],
  [{ epsilon: 8, delta: 1 }, "privacy private: delta: "],
])("%o is refused", (parameters, message) => {
  expect(() => privateTraining.bind(parameters)).toThrow(message);
});
