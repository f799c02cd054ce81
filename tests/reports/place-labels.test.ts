import { expect, test } from "vitest";
import { placeLabels } from "../../reports/charts/place-labels.ts";

test("a name stands to the right of its point, and to the left at the right edge", () => {
  const points = [
    { x: 0.1, y: 0.5, text: "left" },
    { x: 0.97, y: 0.5, text: "right edge" },
  ];
  expect(placeLabels(points, points, []).map((place) => place?.align)).toEqual(["left", "right"]);
});

test("of two points in one place the more important keeps the better side", () => {
  const points = [
    { x: 0.5, y: 0.5, text: "first" },
    { x: 0.5, y: 0.5, text: "second" },
  ];
  const [first, second] = placeLabels(points, points, []);
  expect(first).toEqual({ align: "left", dx: 15, dy: 0 });
  expect(second).not.toEqual(first);
});

test("no name crosses a line", () => {
  const points = [{ x: 0.1, y: 0.5, text: "name" }];
  const [place] = placeLabels(points, points, [0.5]);
  expect(Math.abs(place!.dy)).toBeGreaterThan(7);
});

test("a name without room is left out", () => {
  const points = [
    { x: 0.5, y: 0.5, text: "a name far longer than a telephone's screen is wide, which nobody could read there" },
  ];
  expect(placeLabels(points, points, [])).toEqual([null]);
});
