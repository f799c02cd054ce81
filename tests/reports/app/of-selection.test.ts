import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { ofSelection } from "../../../reports/app/of-selection.ts";

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
