import { MOST_PLAYERS, shapleyValues } from "../../../base/statistics/shapley.ts";
import { exchangeMs, type LinkSpeed, type TrainingWork, trainingUsd } from "./time-on-machines.ts";

/** Owners that train together, each on a machine of its own. */
export interface JointWork extends Omit<TrainingWork, "steps" | "gradientMs"> {
  /** Of each owner, in all epochs. */
  readonly steps: readonly number[];
  /** Of an owner's own step. */
  readonly gradientMs: number;
}

/** What some owners spend who train together: all wait for the one with most steps, and each machine bills. */
export function coalitionUsd(
  work: JointWork,
  members: readonly number[],
  { link, usdPerHour }: { readonly link: LinkSpeed; readonly usdPerHour: number },
): number {
  const { steps, gradientMs, updateMs, exchanges } = work;
  const most = Math.max(...members.map((member) => steps[member]!));
  const ms = most * (gradientMs + updateMs) + exchanges * exchangeMs(work, members.length, link);
  return trainingUsd(ms, members.length, usdPerHour);
}

export interface OwnerUsd {
  readonly alone: number;
  /** Of what all spend together: its Shapley value, so that who makes others wait pays for that. Null for more than eight owners. */
  readonly joint: number | null;
}

/** What each owner pays alone, and its fair share of what all pay together. */
export function ownersUsd(work: JointWork, at: { readonly link: LinkSpeed; readonly usdPerHour: number }): OwnerUsd[] {
  const { length } = work.steps;
  const shares = length > MOST_PLAYERS ? null : shapleyValues(length, (members) => coalitionUsd(work, members, at));
  return work.steps.map((_, owner) => ({ alone: coalitionUsd(work, [owner], at), joint: shares?.[owner] ?? null }));
}
