import { expect, test } from "vitest";
import { placeLabels, textWidth } from "../../reports/charts/place-labels.ts";

test("a label is to the right of its point, and to the left at the right edge", () => {
  const points = [
    { x: 0.1, y: 0.5, text: "left" },
    { x: 0.97, y: 0.5, text: "right edge" },
  ];
  expect(placeLabels(points, points, [], 900).map((place) => place?.align)).toEqual(["left", "right"]);
});

test("of two points in one place, the more important gets the better side", () => {
  const points = [
    { x: 0.5, y: 0.5, text: "first" },
    { x: 0.5, y: 0.5, text: "second" },
  ];
  const [first, second] = placeLabels(points, points, [], 900);
  expect(first).toEqual({ align: "left", dx: 15, dy: 0 });
  expect(second).not.toEqual(first);
});

test("no name crosses a line", () => {
  const points = [{ x: 0.1, y: 0.5, text: "name" }];
  const [place] = placeLabels(points, points, [{ y: 0.5, from: 0, to: 1 }], 900);
  expect(Math.abs(place!.dy)).toBeGreaterThan(7);
  expect(placeLabels(points, points, [{ y: 0.5, from: 0.5, to: 1 }], 900)[0]!.dy).toBe(0);
});

test("a label that does not fit on a phone fits on a desktop", () => {
  const points = [{ x: 0.2, y: 0.5, text: "a name longer than a telephone is wide, which is long" }];
  expect(placeLabels(points, points, [], 270)).toEqual([null]);
  expect(placeLabels(points, points, [], 900)).not.toEqual([null]);
});

test("a Chinese character is as wide as two Latin ones, and so are its marks", () => {
  expect(textWidth("int8（基线）")).toBeCloseTo(textWidth("int8........"), 9);
});
