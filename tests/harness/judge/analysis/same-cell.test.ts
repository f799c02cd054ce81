/** A cell compared with itself: what is called different is a false alarm. */
import { describe, expect, test } from "vitest";
import { groupBy } from "../../../../harness/base/group-by.ts";
import { COST_MISS } from "../../../../harness/contract/measuring.ts";
import { cellResults } from "../../../../harness/judge/analysis/cells.ts";
import { labelsOf } from "../../../../harness/judge/analysis/labels.ts";
import { compareCosts } from "../../../../harness/judge/analysis/ties.ts";
import { simulatedRun } from "../../../fixtures/simulated-runs.ts";

const COMPARISONS = 200;
/** Of 200 at 1 %, 2 are expected; more than 6 come with a chance of 0.4 %. */
const MOST_DIFFERENT = 6;
/** The level of a comparison is 5 % divided by the number of comparisons. */
const AT_ONE_PERCENT = COST_MISS / 0.01;
const SAME_CELL_TWICE = { quantization: ["float32", "int8"] };

/** Intervals of the same cell's cost over its own, each from one simulated run. */
function ratiosToItself(noise: number) {
  return Array.from({ length: COMPARISONS }, (_, seed) => {
    const settings = { noise, rounds: 13, changed: 0, times: 1, axes: SAME_CELL_TWICE };
    const { plan, lines } = simulatedRun(seed + 1, settings);
    const byConfiguration = groupBy(cellResults(plan, lines, labelsOf(plan)), ({ cell }) => cell.configuration);
    const [one, other] = [...byConfiguration].map(([id, cells]) => ({ id, cells }));
    return compareCosts(one!, other!, AT_ONE_PERCENT).interval!;
  });
}

describe.each([0.03, 0.15])("on a drifting machine with a neighbor, spikes and noise of %s", (noise) => {
  test("of 200 comparisons of a cell with itself at most 6 intervals exclude 1 at 1 %", () => {
    const different = ratiosToItself(noise).filter(({ low, high }) => low > 1 || high < 1);
    expect(different.length).toBeLessThanOrEqual(MOST_DIFFERENT);
  });
});
