import type {
  PhasePairs,
  Sample,
  SampledFigure,
  SampledPhase,
  SamplePair,
  SampleRequest,
} from "../../contract/sample.ts";
import { disturbanceOfPair, isMarked, leastDisturbed, type Repeats, type Watched } from "../machine/repeats.ts";
import { failureText } from "./failure-text.ts";
import type { TakenSample } from "./sampling.ts";
import { pairSchedule } from "./schedule.ts";

export interface PairSettings {
  readonly phases: readonly SampledPhase[];
  readonly pairs: number;
  readonly seed: number;
  readonly stage: "screen" | "confirm";
  readonly sample: (side: "base" | "head", request: SampleRequest) => Promise<TakenSample>;
  /** Which disturbed pairs are taken again. */
  readonly repeats: Repeats;
  readonly onRound: (round: number) => void;
}

/**
 * Takes pairs of samples round by round. A pair that other programs disturbed is taken again as a whole, in the same order; the
 * least disturbed one counts. A phase with a failed sample gets no further pairs.
 */
export async function takePairs(settings: PairSettings): Promise<Map<string, PhasePairs>> {
  const { phases, pairs, seed, stage, onRound } = settings;
  const taken = new Map(phases.map(({ key }) => [key, { pairs: {}, failure: null } as PhasePairs]));
  for (const [round, scheduled] of pairSchedule(phases, pairs, { seed, stage }).entries()) {
    onRound(round);
    for (const { phase, first } of scheduled) {
      const before = taken.get(phase.key)!;
      if (before.failure === null) taken.set(phase.key, await withPair(before, phase, first, settings));
    }
  }
  return taken;
}

/** The samples of both sides, one after the other. */
interface TakenPair extends Watched {
  readonly base: Sample;
  readonly head: Sample;
}

async function withPair(
  before: PhasePairs,
  phase: SampledPhase,
  first: SamplePair["first"],
  { sample, repeats }: PairSettings,
): Promise<PhasePairs> {
  const attempts: TakenPair[] = [];
  do {
    const taken = await takePair(phase, first, sample);
    if ("text" in taken) return { ...before, failure: taken };
    attempts.push(taken);
  } while (repeats.wantsAnother(attempts));
  return { pairs: withSamples(before.pairs, leastDisturbed(attempts), first), failure: null };
}

async function takePair(
  { request, isControl }: SampledPhase,
  first: SamplePair["first"],
  sample: PairSettings["sample"],
): Promise<TakenPair | NonNullable<PhasePairs["failure"]>> {
  const takeOne = async (side: "base" | "head") => {
    const measuredSide = isControl ? "base" : side;
    return { measuredSide, ...(await sample(measuredSide, request[measuredSide])) };
  };
  const one = await takeOne(first);
  if (one.outcome.status !== "done") return { side: one.measuredSide, text: failureText(one.outcome) };
  const other = await takeOne(first === "base" ? "head" : "base");
  if (other.outcome.status !== "done") return { side: other.measuredSide, text: failureText(other.outcome) };
  const [earlier, later] = [one.outcome.report, other.outcome.report];
  const sides = first === "base" ? { base: earlier, head: later } : { base: later, head: earlier };
  return { ...sides, disturbance: disturbanceOfPair(one, other) };
}

function withSamples(pairs: PhasePairs["pairs"], taken: TakenPair, first: SamplePair["first"]): PhasePairs["pairs"] {
  const { base, head } = taken;
  const metrics = (Object.keys(base) as SampledFigure[]).filter((metric) => head[metric] !== undefined);
  const mark = isMarked(taken) ? ({ disturbed: true } as const) : {};
  const next = metrics.map((metric) => {
    const { value, timedMs } = base[metric]!;
    const pair: SamplePair = { base: value, head: head[metric]!.value, first, baseTimedMs: timedMs, ...mark };
    return [metric, [...(pairs[metric] ?? []), pair]] as const;
  });
  return { ...pairs, ...Object.fromEntries(next) };
}
