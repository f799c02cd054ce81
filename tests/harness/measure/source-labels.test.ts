import { expect, test } from "vitest";
import { parseMatrix } from "../../../harness/measure/matrix/parse.ts";
import { refuseOtherLabels } from "../../../harness/measure/source-labels.ts";
import { NAMES } from "./matrix/names.ts";

const matrix = parseMatrix(
  JSON.stringify({
    name: "m",
    base: { dataset: "csv:a.csv" },
    axes: { "model.source": ["reference", "folder:bert"] },
    baseline: { "model.source": "reference" },
  }),
  "m.json",
  NAMES,
);

function planned(ofModel: readonly string[] | undefined, ofData: readonly string[]) {
  const pinned = ofModel === undefined ? {} : { labels: ofModel };
  return () =>
    refuseOtherLabels(matrix, new Map([["csv:a.csv", { labels: ofData }]]), new Map([["folder:bert", pinned]]));
}

test("a model that was trained elsewhere has the labels of the data, in any case, or names none", () => {
  expect(planned(["Tech", "business"], ["business", "tech"])).not.toThrow();
  expect(planned(undefined, ["business", "tech"])).not.toThrow();
});

test("other labels are refused before anything runs, with those of both sides", () => {
  expect(planned(["World", "tech"], ["business", "tech"])).toThrow(
    'model.source "folder:bert" on csv:a.csv: no label of the data is "World": the model has "World", "tech", the data "business", "tech"; say which is which',
  );
});
