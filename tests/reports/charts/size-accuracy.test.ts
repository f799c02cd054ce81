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

test("names of files whose points are close stand below each other", () => {
  const [bytes, right] = [
    { float32: 100_000, int8: 20_000, int4: 12_000 },
    { float32: 600, int8: 801, int4: 800 },
  ];
  const analysis = analysisBy((_, scheme) => ({
    modelBytes: bytes[scheme as keyof typeof bytes],
    correct: Array.from({ length: 1000 }, (__, row) => row < right[scheme as keyof typeof right]),
  }));
  const { spec } = draw("sizeaccuracy", analysis)!;
  const layers = (spec as { layer: { data?: { values: { name: string; down: number }[] } }[] }).layer;
  const names = layers.at(-1)!.data!.values;
  expect(names.map(({ name }) => name)).toEqual(["int8", "int4"]);
  // A tenth of 20.1 points is 1.11 of 224 pixels: that much less than the 12 of a line, int4 is moved down.
  expect(names.map(({ down }) => down)).toEqual([6, expect.closeTo(6 + 12 - 1.11, 2)]);
});
