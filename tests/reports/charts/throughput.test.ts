import { expect, test } from "vitest";
import { analyzed } from "../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { draw } from "./drawn.ts";

test("lines are intervals where one run was sampled in two rounds, and the range within a single measurement", () => {
  const plan = makePlan({ axes: { quantization: ["float32"] }, seeds: [1] });
  const record = okRecord(plan.cells[0]!, {});
  const { textsPerSecond, textsPerSecondRange } = record.usage.serve;
  const chartOf = (rounds: number) =>
    draw("throughput", analyzed(plan, withSamples([record], { rounds, costs: (_, round) => round })))!;
  const endsOf = (rounds: number) => {
    const { low, high } = (chartOf(rounds).spec as { data: { values: { low: number; high: number }[] } }).data
      .values[0]!;
    return [low, high];
  };
  // Of 1 and 1/2 the logarithms' mean is half of ln 2 below, and the standard error half of ln 2; Student's t of two is 12.706.
  const exponents = [-0.5 - 12.706 / 2, -0.5 + 12.706 / 2];
  const [low, high] = exponents.map((exponent) => textsPerSecond * 2 ** exponent);
  expect(endsOf(2)[0]! / low!).toBeCloseTo(1, 3);
  expect(endsOf(2)[1]! / high!).toBeCloseTo(1, 3);
  expect(endsOf(0)).toEqual(textsPerSecondRange);
  expect(chartOf(2).subtitle).toContain("the line its 95 % interval or, of a single measurement, the range within it.");
});
