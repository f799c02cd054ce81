import { expect, test } from "vitest";
import { parseMatrix } from "../../../harness/measure/matrix/parse.ts";
import { withPossibleRows } from "../../../harness/measure/training-rows.ts";
import { NAMES } from "./matrix/names.ts";

/** 80 of 100 rows are training rows, of which a tenth is held back. */
const DATASET = { id: "csv@1", labels: ["a", "b", "c"], rowCounts: { train: 100, test: null } };

function refused(rows: number | "all") {
  const base = { dataset: "csv:a.csv", training: { rows } };
  const matrix = parseMatrix(JSON.stringify({ name: "m", base }), "m.json", NAMES);
  return () => withPossibleRows(matrix, new Map([["csv:a.csv", DATASET]]));
}

test("as many training rows as there are can be used, and no more", () => {
  for (const rows of [3, 72, "all"] as const) expect(refused(rows)).not.toThrow();
  expect(refused(73)).toThrow(
    'training.rows 73: csv@1 has 72 training rows, without the validation rows (validation 0.1); take no more than that, or "all"',
  );
});

test("each class needs one", () => {
  expect(refused(2)).toThrow("training.rows 2: csv@1 has 3 classes, and each needs a training row; take at least 3");
});

test("cells of more rows than there are are left out where others remain, unless one is the baseline", () => {
  const possible = (baseline: number) => {
    const axes = { "training.rows": [50, 73, 90], batchSize: [16, 32] };
    const written = {
      name: "m",
      base: { dataset: "csv:a.csv" },
      axes,
      baseline: { "training.rows": baseline, batchSize: 16 },
    };
    return withPossibleRows(parseMatrix(JSON.stringify(written), "m.json", NAMES), new Map([["csv:a.csv", DATASET]]));
  };
  const { matrix, lacking } = possible(50);
  expect(matrix.cells.map(({ experiment }) => experiment.training.rows)).toEqual([50, 50]);
  expect(lacking.get("csv:a.csv")).toEqual([{ kind: "lacking-rows", rows: [73, 90], has: 72, cells: 4 }]);
  expect(() => possible(90)).toThrow(
    'training.rows 90: csv@1 has 72 training rows, without the validation rows (validation 0.1); the baseline cannot be left out as other cells are: in the matrix, name one with no more rows, or with "all"',
  );
});
