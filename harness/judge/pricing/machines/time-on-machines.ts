import { MS_PER_SECOND } from "../../../base/conversions.ts";
import { wallUsd } from "../cost.ts";

/** What a training does, on one machine and between several. */
export interface TrainingWork {
  readonly steps: number;
  /** Of a step with the whole batch, which machines share. */
  readonly gradientMs: number;
  /** Of a step, which each machine repeats. */
  readonly updateMs: number;
  /** Vectors that are added up, and how many numbers each has on average. */
  readonly exchanges: number;
  readonly numbers: number;
  readonly bytesOfNumber: number;
}

/** What a message takes. */
export interface LinkSpeed {
  readonly latencyMs: number;
  readonly bytesPerSecond: number;
}

/**
 * Adding up a vector in a ring: 2 (machines - 1) messages one after the other, each of the machines-th part of it.
 * @see Patarasu and Yuan 2009, doi:10.1016/j.jpdc.2008.09.002
 */
export function exchangeMs(
  { numbers, bytesOfNumber }: Pick<TrainingWork, "numbers" | "bytesOfNumber">,
  machines: number,
  { latencyMs, bytesPerSecond }: LinkSpeed,
): number {
  const bytes = (numbers * bytesOfNumber) / machines;
  return 2 * (machines - 1) * (latencyMs + (bytes / bytesPerSecond) * MS_PER_SECOND);
}

/** Steps whose gradients are shared and whose updates are not, and what the machines exchange between them. */
export function trainingMs(work: TrainingWork, machines: number, link: LinkSpeed): number {
  const { steps, gradientMs, updateMs, exchanges } = work;
  return steps * (updateMs + gradientMs / machines) + exchanges * exchangeMs(work, machines, link);
}

/** Each machine bills for as long as all of them train. */
export function trainingUsd(ms: number, machines: number, usdPerHour: number): number {
  return machines * wallUsd(ms, usdPerHour);
}
