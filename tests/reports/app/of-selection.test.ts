import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { countRows, ofSelection } from "../../../reports/app/of-selection.ts";

const SPEC = {
  data: { values: [{ configuration: "a", usd: 1 }, { configuration: "b", usd: 2 }, { floor: 80 }] },
  layer: [{ data: { values: [{ configuration: ["a", "b"] }, { configuration: ["b"] }] }, mark: "point" }],
} as unknown as TopLevelSpec;

test("rows of configurations that are not shown go, wherever the data is; rows about none and marks stay", () => {
  expect(ofSelection(SPEC, new Set(["a"]))).toEqual({
    data: { values: [{ configuration: "a", usd: 1 }, { floor: 80 }] },
    layer: [{ data: { values: [{ configuration: ["a", "b"] }] }, mark: "point" }],
  });
});

test("a spec of all configurations is itself", () => {
  expect(ofSelection(SPEC, null)).toBe(SPEC);
});

test("a chart with a row for each name is as much lower as it has fewer, and no other is", () => {
  const values = ["a", "b", "c", "d"].map((id) => ({ configuration: id, name: id }));
  const rows = { height: 104, data: { values }, layer: [{ encoding: { y: { field: "name" } } }] };
  const heightOf = (spec: object) =>
    (ofSelection(spec as unknown as TopLevelSpec, new Set(["a"])) as unknown as { readonly height: number }).height;
  expect(heightOf(rows)).toBe(26);
  expect(heightOf({ ...rows, layer: [{ encoding: { y: { field: "usd" } } }] })).toBe(104);
});

test("rows about configurations are counted wherever the data is", () => {
  expect(countRows(SPEC)).toBe(4);
  expect(countRows(ofSelection(SPEC, new Set()))).toBe(0);
});
