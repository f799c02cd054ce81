import { describe, expect, test } from "vitest";
import type { Sample, SampledPhase, SampleRequest } from "../../../../harness/contract/sample.ts";
import { runRepeats } from "../../../../harness/measure/machine/repeats.ts";
import type { PhaseOutcome } from "../../../../harness/measure/phases/run-phase.ts";
import type { TakenSample } from "../../../../harness/measure/sampling/sampling.ts";
import { takePairs } from "../../../../harness/measure/sampling/take-pairs.ts";
import { beside } from "../../../fixtures/disturbances.ts";

function phaseOf(name: string, isControl = false): SampledPhase {
  const request = (side: string): SampleRequest => ({ experiment: `${side} ${name}`, phase: "serve" });
  const base = request("base");
  return { key: name, request: { base, head: isControl ? base : request("head") }, isControl };
}

/**
 * Samples count up, so that a value shows when it was taken.
 * @param loads cores that other programs use while each in turn is taken; not told of what comes after these, or where null
 */
function counting(
  fails: (experiment: string, taken: number) => PhaseOutcome<Sample> | null = () => null,
  loads: readonly (number | null)[] = [],
) {
  const asked: string[] = [];
  const sample = async (side: "base" | "head", { experiment }: SampleRequest): Promise<TakenSample> => {
    asked.push(`${side}: ${experiment}`);
    const taken = asked.length;
    const values: Sample = {
      p50Ms: { value: taken, timedMs: 250 },
      ...(side === "base" ? { peakRssBytes: { value: taken, timedMs: null } } : {}),
    };
    const load = loads[taken - 1] ?? null;
    return {
      outcome: fails(experiment, taken) ?? { status: "done", report: values },
      disturbance: load === null ? null : beside(load),
    };
  };
  return { asked, sample };
}

const settings = { seed: 1, stage: "screen" as const, repeats: runRepeats().samples, onRound: () => undefined };

describe("pairs of samples", () => {
  test("the samples of a pair follow each other, in the order that the pair records", async () => {
    const { asked, sample } = counting();
    const taken = await takePairs({ ...settings, phases: [phaseOf("a"), phaseOf("b")], pairs: 4, sample });
    expect(asked).toHaveLength(16);
    for (const key of ["a", "b"]) {
      const { pairs, failure } = taken.get(key)!;
      expect(failure).toBeNull();
      expect(pairs.p50Ms).toHaveLength(4);
      for (const { base, head, first, baseTimedMs } of pairs.p50Ms!) {
        expect(head - base).toBe(first === "base" ? 1 : -1);
        expect(baseTimedMs).toBe(250);
      }
    }
  });

  test("a figure that only one side has makes no pair", async () => {
    const { sample } = counting();
    const taken = await takePairs({ ...settings, phases: [phaseOf("a")], pairs: 1, sample });
    expect(Object.keys(taken.get("a")!.pairs)).toEqual(["p50Ms"]);
  });

  test("a control samples only the base", async () => {
    const { asked, sample } = counting();
    await takePairs({ ...settings, phases: [phaseOf("a", true)], pairs: 2, sample });
    expect(new Set(asked)).toEqual(new Set(["base: base a"]));
  });

  test.each<[string, PhaseOutcome<Sample>, string]>([
    ["crashed", { status: "failed", kind: "crash", error: "it was killed\nat once" }, "failed (crash): it was killed"],
    ["timed out", { status: "timeout", limitMs: 2000 }, "took longer than 2 s"],
    ["is unavailable", { status: "unavailable", reason: "no such device" }, "no such device"],
  ])(
    "a phase whose head %s keeps its first failure and gets no more pairs; others continue",
    async (_, outcome, text) => {
      const { asked, sample } = counting((experiment) => (experiment === "head a" ? outcome : null));
      const taken = await takePairs({ ...settings, phases: [phaseOf("a"), phaseOf("b")], pairs: 3, sample });
      expect(taken.get("a")).toEqual({ pairs: {}, failure: { side: "head", text } });
      expect(taken.get("b")!.pairs.p50Ms).toHaveLength(3);
      expect(asked.filter((one) => one === "head: head a")).toHaveLength(1);
    },
  );

  describe("beside other programs", () => {
    /** The heads of two pairs of one phase, and which pairs are marked. */
    async function headsBeside(loads: readonly (number | null)[]) {
      const { asked, sample } = counting(undefined, loads);
      const repeats = runRepeats().samples;
      const taken = await takePairs({ ...settings, repeats, phases: [phaseOf("a")], pairs: 2, sample });
      const pairs = taken.get("a")!.pairs.p50Ms!;
      const starts = pairs.map(({ base, head }) => Math.min(base, head));
      return { asked: asked.length, starts, marks: pairs.map(({ disturbed = false }) => disturbed) };
    }

    test("a pair of which either was disturbed is taken again as a whole", async () => {
      expect(await headsBeside([1, 0, 0, 0, 0, 0.9, 0, 0])).toEqual({
        asked: 8,
        starts: [3, 7],
        marks: [false, false],
      });
    });

    test("of three disturbed pairs the least disturbed counts, by the worse of its two, and is marked", async () => {
      const loads = [1, 0, 0.5, 0.6, 0, 0.9, 0, 0];
      expect(await headsBeside(loads)).toEqual({ asked: 8, starts: [3, 7], marks: [true, false] });
    });

    test("where only one commit tells, nothing is taken again, or that commit would be favored", async () => {
      expect(await headsBeside([1, null, null, 1])).toEqual({ asked: 4, starts: [1, 3], marks: [false, false] });
    });
  });

  test("reports each round before it begins", async () => {
    const rounds: number[] = [];
    const { sample } = counting();
    await takePairs({ ...settings, phases: [phaseOf("a")], pairs: 3, sample, onRound: (round) => rounds.push(round) });
    expect(rounds).toEqual([0, 1, 2]);
  });
});
