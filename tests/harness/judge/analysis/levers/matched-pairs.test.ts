import { expect, test } from "vitest";
import { isComparable } from "../../../../../harness/judge/analysis/comparable.ts";
import { matchedPairs, techniqueAxes } from "../../../../../harness/judge/analysis/levers/matched-pairs.ts";
import { analysisBy } from "../../../../fixtures/analyses.ts";

const AXES = { quantization: ["float32", "int8"], pruning: ["none", "magnitude"], batchSize: [32, 256] };

function pairsOn(axis: string, isMissing: (fields: Readonly<Record<string, unknown>>) => boolean = () => false) {
  const { configurations, labels } = analysisBy(({ fields }) => (isMissing(fields) ? null : {}), {
    axes: AXES,
    seeds: [1],
  });
  return matchedPairs(configurations.filter(isComparable), labels, axis);
}

test("two configurations are a pair if they differ on the axis alone", () => {
  const pairs = pairsOn("quantization");
  expect(pairs).toHaveLength(4);
  for (const { from, to, before, after } of pairs) {
    expect([from, to]).toEqual(["float32", "int8"]);
    const [one, other] = [before, after].map(({ cells }) => ({ ...cells[0]!.cell.fields, quantization: "" }));
    expect(one).toEqual(other);
  }
});

test("what did not finish leaves out its pair and no other", () => {
  const isMissing = ({ quantization, pruning, batchSize }: Readonly<Record<string, unknown>>) =>
    quantization === "int8" && pruning === "none" && batchSize === 32;
  expect(pairsOn("quantization", isMissing)).toHaveLength(3);
  expect(pairsOn("batchSize", isMissing)).toHaveLength(3);
});

test("techniques are the axes that change a model", () => {
  expect(techniqueAxes({ axes: Object.keys(AXES) })).toEqual(["quantization", "pruning"]);
});
