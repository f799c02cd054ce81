import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { cellResults } from "../../../../harness/judge/analysis/cells.ts";
import { labelsOf } from "../../../../harness/judge/analysis/labels.ts";
import { markedTimings } from "../../../../harness/judge/analysis/marked-timings.ts";
import type { DisturbedTimings } from "../../../../harness/judge/analysis/warning.ts";
import { disturbanceBetween } from "../../../../harness/measure/machine/disturbance.ts";
import { leastDisturbed, Repeats, type Watched } from "../../../../harness/measure/machine/repeats.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";
import { simulatedReadings } from "../../measure/machine/simulated-counters.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const records = plan.cells.map((cell) => okRecord(cell));
const ROUNDS = 13;
const RUNS = 100;

/**
 * What 100 runs of 26 samples say of them, daemons using 2 % of a core.
 * @param isEating whether a second process eats a core during an attempt at a sample
 */
function markedIn(seed: number, isEating: (random: ReturnType<typeof randomStream>) => boolean) {
  return Array.from({ length: RUNS }, (_, run): DisturbedTimings | null => {
    const random = randomStream(seed, "run", run);
    const repeats = new Repeats(8);
    const samples = Array.from({ length: ROUNDS }, (__, index) => index + 1).flatMap((round) =>
      records.map((record) => {
        const attempts: (Watched & { readonly disturbance: ReturnType<typeof disturbanceBetween> })[] = [];
        do {
          const other = { cores: isEating(random) ? 1 : 0, daemons: 0.02 };
          attempts.push({ disturbance: disturbanceBetween(...simulatedReadings(random, 110, other)) });
        } while (repeats.wantsAnother(attempts));
        const kept = leastDisturbed(attempts);
        const otherAttempts = attempts
          .filter((one) => one !== kept)
          .map(({ disturbance }) => ({ startedAt: record.startedAt, textsPerSecond: 1, timedMs: 110, disturbance }));
        return sampleOf(record, round, 1, {
          disturbance: kept.disturbance,
          ...(otherAttempts.length === 0 ? {} : { otherAttempts }),
        });
      }),
    );
    const [warning] = markedTimings(cellResults(plan, [...records, ...samples], labelsOf(plan)));
    return warning?.kind === "disturbed" ? warning.timings[0]! : null;
  }).filter((timings) => timings !== null);
}

describe("of 100 simulated runs", () => {
  test("those during half of whose samples a second process eats a core are noticed: 95 or more", () => {
    const noticed = markedIn(1, (random) => random.nextFloat64() < 0.5);
    expect(noticed).toHaveLength(RUNS);
    // Three attempts in a row fall into its time in one of eight samples: repeating mends most.
    const mended = noticed.reduce((sum, timings) => sum + timings.mended, 0);
    const marked = noticed.reduce((sum, timings) => sum + timings.marked, 0);
    expect(mended / (RUNS * 2 * ROUNDS)).toBeCloseTo(3 / 8, 1);
    expect(marked / (RUNS * 2 * ROUNDS)).toBeCloseTo(1 / 8, 1);
  });

  test("quiet ones are not marked: 5 at most", () => {
    expect(markedIn(2, () => false).length).toBeLessThanOrEqual(5);
  });
});
