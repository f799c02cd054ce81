import { describe, expect, test } from "vitest";
import type { Sample, SampledPhase, SampleRequest } from "../../../../harness/contract/sample.ts";
import type { PhaseOutcome } from "../../../../harness/measure/phases/run-phase.ts";
import { takePairs } from "../../../../harness/measure/sampling/take-pairs.ts";

function phaseOf(name: string, isControl = false): SampledPhase {
  const request = (side: string): SampleRequest => ({ experiment: `${side} ${name}`, phase: "serve" });
  const base = request("base");
  return { key: name, request: { base, head: isControl ? base : request("head") }, isControl };
}

/** Samples count up, so that a value tells when it was taken. */
function counting(fails: (experiment: string, taken: number) => PhaseOutcome<Sample> | null = () => null) {
  const asked: string[] = [];
  const sample = async (side: "base" | "head", { experiment }: SampleRequest): Promise<PhaseOutcome<Sample>> => {
    asked.push(`${side}: ${experiment}`);
    const taken = asked.length;
    const values: Sample = {
      p50Ms: { value: taken, timedMs: 250 },
      ...(side === "base" ? { peakRssBytes: { value: taken, timedMs: null } } : {}),
    };
    return fails(experiment, taken) ?? { status: "done", report: values };
  };
  return { asked, sample };
}

const settings = { seed: 1, stage: "screen" as const, onRound: () => undefined };

describe("pairs of samples", () => {
  test("the two of a pair follow one another, in the order that the pair records", async () => {
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

  test("a figure that one side alone gives makes no pair", async () => {
    const { sample } = counting();
    const taken = await takePairs({ ...settings, phases: [phaseOf("a")], pairs: 1, sample });
    expect(Object.keys(taken.get("a")!.pairs)).toEqual(["p50Ms"]);
  });

  test("a control asks the base alone", async () => {
    const { asked, sample } = counting();
    await takePairs({ ...settings, phases: [phaseOf("a", true)], pairs: 2, sample });
    expect(new Set(asked)).toEqual(new Set(["base: base a"]));
  });

  test.each<[string, PhaseOutcome<Sample>, string]>([
    ["crashed", { status: "failed", kind: "crash", error: "it was killed\nat once" }, "failed (crash): it was killed"],
    ["timed out", { status: "timeout", limitMs: 2000 }, "took longer than 2 s"],
    ["is unavailable", { status: "unavailable", reason: "no such device" }, "no such device"],
  ])(
    "a unit whose head %s is told by its first failure and gets no more pairs; others go on",
    async (_, outcome, text) => {
      const { asked, sample } = counting((experiment) => (experiment === "head a" ? outcome : null));
      const taken = await takePairs({ ...settings, phases: [phaseOf("a"), phaseOf("b")], pairs: 3, sample });
      expect(taken.get("a")).toEqual({ pairs: {}, failure: { side: "head", text } });
      expect(taken.get("b")!.pairs.p50Ms).toHaveLength(3);
      expect(asked.filter((one) => one === "head: head a")).toHaveLength(1);
    },
  );

  test("tells each round before it begins", async () => {
    const rounds: number[] = [];
    const { sample } = counting();
    await takePairs({ ...settings, phases: [phaseOf("a")], pairs: 3, sample, onRound: (round) => rounds.push(round) });
    expect(rounds).toEqual([0, 1, 2]);
  });
});
