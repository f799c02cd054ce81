import { exchangeMs, type LinkSpeed, type TrainingWork, trainingMs } from "./time-on-machines.ts";

/** "time": two machines are done earlier. "time and dollars": their seconds times dollars are fewer than those of one. */
export type Aim = "time" | "time and dollars";

/**
 * The share of one machine's time below which two reach an aim. They always bill more than one: updates are repeated, and exchanges come
 * on top. Seconds times dollars fall with the square of the time and double with the machine.
 */
const SHARES: Readonly<Record<Aim, number>> = { time: 1, "time and dollars": Math.SQRT1_2 };

/** From where on a second machine reaches an aim, as multiples of what was measured. */
export interface PaysFrom {
  /** Times the parameters, and with them the gradient, the update and what is exchanged; null if at no size over this link. */
  readonly parameters: number | null;
  /** Times the work of a gradient alone, by more texts in a step or more work for each. */
  readonly work: number;
}

/** A second machine beside one. */
export interface SecondMachine {
  readonly oneMs: number;
  readonly twoMs: number;
  /** What it reaches at the measured size. */
  readonly reaches: readonly Aim[];
  readonly from: Readonly<Record<Aim, PaysFrom>>;
}

export function secondMachine(work: TrainingWork, link: LinkSpeed): SecondMachine {
  const oneMs = trainingMs(work, 1, link);
  const twoMs = trainingMs(work, 2, link);
  const aims = Object.keys(SHARES) as Aim[];
  return {
    oneMs,
    twoMs,
    reaches: aims.filter((aim) => twoMs < SHARES[aim] * oneMs),
    from: { time: paysFrom(work, link, "time"), "time and dollars": paysFrom(work, link, "time and dollars") },
  };
}

/**
 * Solves update + gradient / 2 + exchange < share (update + gradient) for a factor s: on everything but the latency, which no size
 * changes, or on the gradient alone.
 */
function paysFrom(work: TrainingWork, { latencyMs, bytesPerSecond }: LinkSpeed, aim: Aim): PaysFrom {
  const share = SHARES[aim];
  const perStep = work.exchanges / work.steps;
  const latency = perStep * exchangeMs({ ...work, numbers: 0 }, 2, { latencyMs, bytesPerSecond });
  const bytes = perStep * exchangeMs(work, 2, { latencyMs: 0, bytesPerSecond });
  const saved = work.gradientMs * (share - 1 / 2);
  const repeated = work.updateMs * (1 - share);
  const gained = saved - repeated - bytes;
  return {
    parameters: gained > 0 ? latency / gained : null,
    work: (repeated + latency + bytes) / saved,
  };
}
