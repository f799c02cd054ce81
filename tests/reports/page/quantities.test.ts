import { expect, test } from "vitest";
import { configurationsTable } from "../../../reports/page/configurations.ts";
import { type KnownQuantities, quantitiesOf } from "../../../reports/page/quantities.ts";
import { runsTable } from "../../../reports/page/runs.ts";
import type { ColumnData } from "../../../reports/page/table-data.ts";
import { analysisOf, RUNS } from "../runs.ts";

const TABLES = { configurations: configurationsTable, runs: runsTable };

test.each(Object.keys(RUNS).flatMap((run) => Object.entries(TABLES).map(([table, made]) => ({ run, table, made }))))(
  "a table has the same lists of numbers in both languages, and is what it is alone: $run, $table",
  ({ run, made }) => {
    const analysis = analysisOf(run);
    const known: KnownQuantities = new Map();
    const [english, chinese] = [made(analysis, "en", known), made(analysis, "zh", known)];
    expect(english).toEqual(made(analysis, "en"));
    expect(chinese).toEqual(made(analysis, "zh"));
    const middles = (column: ColumnData) => ("middles" in column ? [column.middles] : []);
    const [own, other] = [english.columns.flatMap(middles), chinese.columns.flatMap(middles)];
    expect(own.length).toBeGreaterThan(0);
    own.forEach((list, place) => {
      expect(other[place]).toBe(list);
    });
  },
);

test("small print has numbers as they were found first, beside texts of its language", () => {
  const column = (text: string) => ({
    name: "cost",
    unit: "usd" as const,
    details: [{ label: "from", unit: "usd" as const, isOptional: false }],
    measure: (row: number) => ({ value: row, interval: null, details: [row === 1 ? text : row === 2 ? 1 / 3 : null] }),
  });
  const known: KnownQuantities = new Map();
  expect(quantitiesOf(column("free"), [1, 2, 3], known).smallValues).toEqual([["free", 0.333_333_3, null]]);
  expect(quantitiesOf(column("免费"), [1, 2, 3], known).smallValues).toEqual([["免费", 0.333_333_3, null]]);
});
