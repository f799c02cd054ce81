import { MOST_PLAYERS, shapleyValues } from "../../../base/statistics/shapley.ts";
import { exchangeMs, type LinkSpeed, type TrainingWork, trainingUsd } from "./time-on-machines.ts";

/** Owners that train together, each on a machine of its own. */
export interface JointWork extends Omit<TrainingWork, "steps" | "gradientMs"> {
  /** Of each owner, in all epochs. */
  readonly steps: readonly number[];
  /** Of an owner's own step. */
  readonly gradientMs: number;
  /** Owners who drop out after a share of the exchanges. */
  readonly leaving?: { readonly owners: readonly number[]; readonly after: number };
}

interface Machines {
  readonly link: LinkSpeed;
  readonly usdPerHour: number;
}

/** What some owners spend who train together: all wait for the one with most steps, and each machine bills as long as its owner takes part. */
export function coalitionUsd(work: JointWork, members: readonly number[], at: Machines): number {
  const { leaving } = work;
  if (leaving === undefined) return wholeUsd(work, members, at);
  const staying = members.filter((member) => !leaving.owners.includes(member));
  return leaving.after * wholeUsd(work, members, at) + (1 - leaving.after) * wholeUsd(work, staying, at);
}

/** What they spend if all of them stay. */
function wholeUsd(work: JointWork, members: readonly number[], { link, usdPerHour }: Machines): number {
  if (members.length === 0) return 0;
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
export function ownersUsd(work: JointWork, at: Machines): OwnerUsd[] {
  const { length } = work.steps;
  const shares = length > MOST_PLAYERS ? null : shapleyValues(length, (members) => coalitionUsd(work, members, at));
  return work.steps.map((_, owner) => ({ alone: wholeUsd(work, [owner], at), joint: shares?.[owner] ?? null }));
}
