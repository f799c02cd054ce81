import { expect, test } from "vitest";
import { configurationsTable } from "../../../reports/page/configurations.ts";
import type { KnownQuantities } from "../../../reports/page/quantities.ts";
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
