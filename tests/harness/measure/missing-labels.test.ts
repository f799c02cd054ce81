import { expect, test } from "vitest";
import { missingLabelDoubts } from "../../../harness/measure/missing-labels.ts";

test("labels that pandas reads as missing are a doubt, in the order of the classes", () => {
  expect(missingLabelDoubts({ labels: ["#N/A", "NA", "ham", "nan "] })).toEqual([
    { kind: "missing-labels", labels: ["#N/A", "NA", "nan "] },
  ]);
});

test("words that only look like them are labels", () => {
  expect(missingLabelDoubts({ labels: ["none", "Nan", "na", "null hypothesis", "-"] })).toEqual([]);
});
