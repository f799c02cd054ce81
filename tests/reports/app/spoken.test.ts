import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { spoken } from "../../../reports/app/spoken.ts";

const said = (spec: object) => spoken(spec as TopLevelSpec) as unknown as Record<string, unknown>;

test("a mark says to a screen reader what it says to the pointer, and no field's name", () => {
  const tooltip = [
    { field: "name", title: "configuration" },
    { field: "usd", title: "a month", format: "$,.2f" },
  ];
  const { mark } = said({ mark: "point", encoding: { x: { field: "order" }, tooltip } });
  expect(mark).toEqual({
    type: "point",
    description: {
      expr: [
        `"configuration: " + (datum["name"] == null ? '—' : isNumber(datum["name"]) ? format(datum["name"], datum["name"] === floor(datum["name"]) ? ',' : ',.4~r') : toString(datum["name"]))`,
        `"a month: " + (datum["usd"] == null ? '—' : isNumber(datum["usd"]) ? format(datum["usd"], "$,.2f") : toString(datum["usd"]))`,
      ].join(" + '; ' + "),
    },
  });
});

test("layers say what is said around them; marks that answer no pointer stay as they are", () => {
  const silent = { mark: "rule", encoding: { x: { field: "x" } } };
  const tooltip = [{ field: "name", title: "" }];
  const { layer } = said({ layer: [silent, { encoding: { tooltip }, layer: [{ mark: { type: "bar", size: 3 } }] }] });
  expect(layer).toMatchObject([silent, { layer: [{ mark: { type: "bar", size: 3 } }] }]);
  expect(JSON.stringify(layer)).toContain(`"description":{"expr":"(datum[\\"name\\"] == null`);
});
