import type {
  PhasePairs,
  Sample,
  SampledFigure,
  SampledPhase,
  SamplePair,
  SampleRequest,
} from "../../contract/sample.ts";
import type { PhaseOutcome } from "../phases/run-phase.ts";
import { failureText } from "./failure-text.ts";
import { pairSchedule } from "./schedule.ts";

export interface PairSettings {
  readonly phases: readonly SampledPhase[];
  readonly pairs: number;
  readonly seed: number;
  readonly stage: "screen" | "confirm";
  readonly sample: (side: "base" | "head", request: SampleRequest) => Promise<PhaseOutcome<Sample>>;
  readonly onRound: (round: number) => void;
}

/** Takes pairs of samples round by round. A phase with a failed sample gets no further pairs. */
export async function takePairs(settings: PairSettings): Promise<Map<string, PhasePairs>> {
  const { phases, pairs, seed, stage, sample, onRound } = settings;
  const taken = new Map(phases.map(({ key }) => [key, { pairs: {}, failure: null } as PhasePairs]));
  for (const [round, scheduled] of pairSchedule(phases, pairs, { seed, stage }).entries()) {
    onRound(round);
    for (const { phase, first } of scheduled) {
      const before = taken.get(phase.key)!;
      if (before.failure === null) taken.set(phase.key, await withPair(before, phase, first, sample));
    }
  }
  return taken;
}

async function withPair(
  before: PhasePairs,
  { request, isControl }: SampledPhase,
  first: "base" | "head",
  sample: PairSettings["sample"],
): Promise<PhasePairs> {
  const samples: Partial<Record<"base" | "head", Sample>> = {};
  for (const side of first === "base" ? (["base", "head"] as const) : (["head", "base"] as const)) {
    const measuredSide = isControl ? "base" : side;
    const outcome = await sample(measuredSide, request[measuredSide]);
    if (outcome.status !== "done") return { ...before, failure: { side: measuredSide, text: failureText(outcome) } };
    samples[side] = outcome.report;
  }
  return { pairs: withSamples(before.pairs, samples.base!, samples.head!, first), failure: null };
}

function withSamples(
  pairs: PhasePairs["pairs"],
  base: Sample,
  head: Sample,
  first: SamplePair["first"],
): PhasePairs["pairs"] {
  const metrics = (Object.keys(base) as SampledFigure[]).filter((metric) => head[metric] !== undefined);
  const next = metrics.map((metric) => {
    const { value, timedMs } = base[metric]!;
    const pair: SamplePair = { base: value, head: head[metric]!.value, first, baseTimedMs: timedMs };
    return [metric, [...(pairs[metric] ?? []), pair]] as const;
  });
  return { ...pairs, ...Object.fromEntries(next) };
}
