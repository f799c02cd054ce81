import { shareLetter } from "../../../harness/base/statistics/compact-letters.ts";
import type { NamedAnswer, RunOutcome } from "./outcome.ts";

/** How often two runs of the same matrix order two configurations by cost differently. */
export interface Flips {
  /** Pairs of configurations in pairs of runs whose order is the other way round. */
  readonly flipped: number;
  readonly compared: number;
}

/** Two configurations of one condition in two runs. */
interface Order {
  readonly isFlipped: boolean;
  /** Whether one of the runs, or both, tells them apart by its own test. */
  readonly isStated: boolean;
}

/** Over every two runs and every two configurations that both have. Equal costs, as of one graph, have no order that could flip. */
export function flipsOf(runs: readonly RunOutcome[]): Flips {
  return countOf(ordersOf(runs));
}

/** The same of orders that a run states, by letters or by a verdict; null where a run has no letters, so that it states none but the winner's. */
export function statedFlipsOf(runs: readonly RunOutcome[]): Flips | null {
  return runs.every(hasLetters) ? countOf(ordersOf(runs).filter(({ isStated }) => isStated)) : null;
}

/** Pairs of runs whose answers agree. */
export function agreementsOf(runs: readonly RunOutcome[]): { readonly agreeing: number; readonly compared: number } {
  const pairs = pairsOf(runs);
  return { agreeing: pairs.filter(([one, other]) => agree(one, other)).length, compared: pairs.length };
}

function countOf(orders: readonly Order[]): Flips {
  return { flipped: orders.filter(({ isFlipped }) => isFlipped).length, compared: orders.length };
}

function ordersOf(runs: readonly RunOutcome[]): Order[] {
  return pairsOf(runs).flatMap(([one, other]) => {
    const shared = [...one.costs.keys()].filter((name) => other.costs.has(name));
    return pairsOf(shared).flatMap(([first, second]) => {
      const agreement = orderOf(one, first, second) * orderOf(other, first, second);
      if (agreement === 0) return [];
      return [{ isFlipped: agreement < 0, isStated: [one, other].some((run) => states(run, first, second)) }];
    });
  });
}

function pairsOf<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

/** -1, 0 or 1; 0 also for costs of different conditions, which nothing compares. */
function orderOf({ costs }: RunOutcome, one: string, other: string): number {
  const [a, b] = [costs.get(one)!, costs.get(other)!];
  return a.condition === b.condition ? Math.sign(a.usd - b.usd) : 0;
}

function states({ costs, answers }: RunOutcome, one: string, other: string): boolean {
  const [a, b] = [costs.get(one)!.letters, costs.get(other)!.letters];
  const isByLetters = a !== null && b !== null && !shareLetter(a, b);
  const isTold = (winner: string, than: string) =>
    answers.some((answer) => answer.winner === winner && answer.told.includes(than));
  return isByLetters || isTold(one, other) || isTold(other, one);
}

function hasLetters({ costs }: RunOutcome): boolean {
  return [...costs.values()].some(({ letters }) => letters !== null);
}

/** Whether both name the same configuration, or each one that the other cannot tell from its own; in every condition. */
function agree(one: RunOutcome, other: RunOutcome): boolean {
  return (
    one.answers.length === other.answers.length &&
    one.answers.every((answer) =>
      other.answers.some(({ condition, ...theirs }) => condition === answer.condition && nameAlike(answer, theirs)),
    )
  );
}

type Names = Pick<NamedAnswer, "winner" | "tied">;

function nameAlike(one: Names, other: Names): boolean {
  if (one.winner === null || other.winner === null) return one.winner === other.winner;
  return isAmong(one.winner, other) && isAmong(other.winner, one);
}

function isAmong(name: string, { winner, tied }: Names): boolean {
  return name === winner || tied.includes(name);
}
