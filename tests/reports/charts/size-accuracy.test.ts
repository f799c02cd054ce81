import { expect, test } from "vitest";
import { analysisBy } from "../../fixtures/analyses.ts";
import { draw } from "./drawn.ts";

const domainOf = (accuracies: readonly [number, number]) => {
  const analysis = analysisBy((_, scheme) => {
    const isFirst = scheme === "float32";
    const right = accuracies[isFirst ? 0 : 1];
    return {
      modelBytes: isFirst ? 28e6 : 2e5,
      correct: Array.from({ length: 1000 }, (__, row) => row < right),
    };
  });
  const { spec } = draw("sizeaccuracy", analysis)!;
  return (spec as { encoding: { y: { scale: { domain?: number[] } } } }).encoding.y.scale.domain;
};

test("accuracies that are closer than a point stand on an axis of a point, so that a test row is no step", () => {
  expect(domainOf([800, 802])).toEqual([79.6, 80.6]);
  expect(domainOf([1000, 1000])).toEqual([99.5, 100]);
  expect(domainOf([800, 810])).toBeUndefined();
});
