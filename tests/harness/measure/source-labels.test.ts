import { expect, test } from "vitest";
import type { LabelMap } from "../../../harness/contract/model-source.ts";
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

function planned(ofModel: readonly string[] | undefined, ofData: readonly string[], labelMap?: LabelMap) {
  const pinned = { ...(ofModel && { labels: ofModel }), ...(labelMap && { labelMap }) };
  return () =>
    refuseOtherLabels(matrix, new Map([["csv:a.csv", { labels: ofData }]]), new Map([["folder:bert", pinned]]));
}

test("a model that was trained elsewhere has the labels of the data, in any case, or names none", () => {
  expect(planned(["Tech", "business"], ["business", "tech"])).not.toThrow();
  expect(planned(undefined, ["business", "tech"])).not.toThrow();
});

test("labels of another name are those that the matrix maps them to", () => {
  expect(planned(["LABEL_0", "tech"], ["business", "tech"], { LABEL_0: "business" })).not.toThrow();
  expect(planned(["LABEL_0", "tech"], ["business", "tech"], { LABEL_1: "business" })).toThrow(
    'maps "LABEL_1" to "business", and one of them does not exist',
  );
});

test("other labels are refused before anything runs, with those of both sides", () => {
  expect(planned(["World", "tech"], ["business", "tech"])).toThrow(
    'model.source "folder:bert" on csv:a.csv: no label of the data is "World": the model has "World", "tech", the data "business", "tech"; say which is which',
  );
});
