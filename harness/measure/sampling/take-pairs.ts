import type {
  Sample,
  SampledFigure,
  SampledUnit,
  SamplePair,
  SampleRequest,
  UnitPairs,
} from "../../contract/sample.ts";
import type { PhaseOutcome } from "../phases/run-phase.ts";
import { pairSchedule } from "./schedule.ts";

export interface PairTaking {
  readonly units: readonly SampledUnit[];
  readonly pairs: number;
  readonly seed: number;
  readonly stage: "screen" | "confirm";
  readonly sample: (side: "base" | "head", request: SampleRequest) => Promise<PhaseOutcome<Sample>>;
  readonly onRound: (round: number) => void;
}

/** Takes pairs of samples round by round. A unit of which a sample failed gets no more. */
export async function takePairs(taking: PairTaking): Promise<Map<string, UnitPairs>> {
  const { units, pairs, seed, stage, sample, onRound } = taking;
  const taken = new Map(units.map(({ key }) => [key, { pairs: {}, failure: null } as UnitPairs]));
  for (const [round, turns] of pairSchedule(units, pairs, { seed, stage }).entries()) {
    onRound(round);
    for (const { unit, first } of turns) {
      const before = taken.get(unit.key)!;
      if (before.failure === null) taken.set(unit.key, await withPair(before, unit, first, sample));
    }
  }
  return taken;
}

async function withPair(
  before: UnitPairs,
  { request, isControl }: SampledUnit,
  first: "base" | "head",
  sample: PairTaking["sample"],
): Promise<UnitPairs> {
  const samples: Partial<Record<"base" | "head", Sample>> = {};
  for (const side of first === "base" ? (["base", "head"] as const) : (["head", "base"] as const)) {
    const asked = isControl ? "base" : side;
    const outcome = await sample(asked, request[asked]);
    if (outcome.status !== "done") return { ...before, failure: { side: asked, text: failureText(outcome) } };
    samples[side] = outcome.report;
  }
  return { pairs: withSamples(before.pairs, samples.base!, samples.head!, first), failure: null };
}

function withSamples(
  pairs: UnitPairs["pairs"],
  base: Sample,
  head: Sample,
  first: SamplePair["first"],
): UnitPairs["pairs"] {
  const metrics = (Object.keys(base) as SampledFigure[]).filter((metric) => head[metric] !== undefined);
  const next = metrics.map((metric) => {
    const { value, timedMs } = base[metric]!;
    const pair: SamplePair = { base: value, head: head[metric]!.value, first, baseTimedMs: timedMs };
    return [metric, [...(pairs[metric] ?? []), pair]] as const;
  });
  return { ...pairs, ...Object.fromEntries(next) };
}

function failureText(outcome: Exclude<PhaseOutcome<Sample>, { status: "done" }>): string {
  switch (outcome.status) {
    case "unavailable":
      return outcome.reason;
    case "failed":
      return `failed (${outcome.kind}): ${outcome.error.split("\n")[0]}`;
    case "timeout":
      return `took longer than ${outcome.limitMs / 1000} s`;
  }
}
