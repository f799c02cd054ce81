/** A cell compared with itself: what is called different is a false alarm. */
import { describe, expect, test } from "vitest";
import { groupBy } from "../../../../harness/base/group-by.ts";
import { COST_MISS } from "../../../../harness/contract/measuring.ts";
import { cellResults } from "../../../../harness/judge/analysis/cells.ts";
import { labelsOf } from "../../../../harness/judge/analysis/labels.ts";
import { ContrastReader } from "../../../../harness/judge/analysis/levers/contrast.ts";
import { compareCosts } from "../../../../harness/judge/analysis/ties.ts";
import { makePlan, okRecord, seeded } from "../../../fixtures/records.ts";
import { type SimulatedRun, simulatedRun } from "../../../fixtures/simulated-runs.ts";

const COMPARISONS = 200;
/** Of 200 at 1 %, 2 are expected; more than 6 come with a chance of 0.4 %. */
const MOST_DIFFERENT = 6;
/** The level of a comparison is 5 % divided by the number of comparisons. */
const AT_ONE_PERCENT = COST_MISS / 0.01;
const SAME_CELL_TWICE = { quantization: ["float32", "int8"] };

function configurationsOf({ plan, lines }: SimulatedRun) {
  const byConfiguration = groupBy(cellResults(plan, lines, labelsOf(plan)), ({ cell }) => cell.configuration);
  return [...byConfiguration].map(([id, cells]) => ({ id, cells }));
}

/** Intervals of the same cell's cost over its own, each from one simulated run. */
function ratiosToItself(noise: number) {
  return Array.from({ length: COMPARISONS }, (_, seed) => {
    const settings = { noise, rounds: 13, changed: 0, times: 1, axes: SAME_CELL_TWICE };
    const [one, other] = configurationsOf(simulatedRun(seed + 1, settings));
    return compareCosts(one!, other!, AT_ONE_PERCENT).interval!;
  });
}

describe.each([0.03, 0.15])("on a drifting machine with a neighbor, spikes and noise of %s", (noise) => {
  test("of 200 comparisons of a cell with itself at most 6 intervals exclude 1 at 1 %", () => {
    const different = ratiosToItself(noise).filter(({ low, high }) => low > 1 || high < 1);
    expect(different.length).toBeLessThanOrEqual(MOST_DIFFERENT);
  });
});

/** Accuracies of two configurations whose trainings err independently on texts of equal difficulty, seed by seed. */
function accuracyOfItself(seed: number) {
  const random = seeded(seed);
  const plan = makePlan({ axes: SAME_CELL_TWICE });
  const difficulty = Array.from({ length: 300 }, () => (random() < 0.2 ? 0.5 : 0.03));
  // Some seeds train better than others.
  const luck = [1, 2, 3].map(() => 0.7 + 0.6 * random());
  const lines = plan.cells.map((cell) => {
    const { seed: own } = cell.experiment.training;
    return okRecord(cell, { correct: difficulty.map((chance) => random() >= chance * luck[own - 1]!) });
  });
  return configurationsOf({ plan, lines });
}

test("of 200 levers that change nothing at most 6 change the cost, and at most 6 the accuracy, at 1 %", () => {
  const told = (quantity: "cost" | "accuracy") =>
    Array.from({ length: COMPARISONS }, (_, seed) => {
      const settings = { noise: 0.08, rounds: 13, changed: 0, times: 1, axes: SAME_CELL_TWICE };
      const [one, other] =
        quantity === "cost" ? configurationsOf(simulatedRun(seed + 1, settings)) : accuracyOfItself(seed + 1);
      const contrast = [
        { configuration: one!, weight: -1 },
        { configuration: other!, weight: 1 },
      ];
      return new ContrastReader().read(quantity, contrast)!;
    }).filter(({ p }) => p! <= 0.01).length;
  expect(told("cost")).toBeLessThanOrEqual(MOST_DIFFERENT);
  expect(told("accuracy")).toBeLessThanOrEqual(MOST_DIFFERENT);
});
