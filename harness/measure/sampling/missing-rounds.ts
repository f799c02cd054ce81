import { groupBy } from "../../base/group-by.ts";
import { randomStream } from "../../base/random/mt19937.ts";
import { valuesForRobustInterval } from "../../base/statistics/median-interval.ts";
import {
  isSampleOf,
  lastRecords,
  type Plan,
  type PlannedCell,
  type RunLine,
  recordsIn,
  runKey,
  sampledKey,
  samplesIn,
} from "../../contract/index.ts";
import { COST_MISS, FEWEST_ROUNDS } from "../../contract/measuring.ts";
import { plannedComparisons } from "../../contract/planned-comparisons.ts";

/** A round's samples that are still to be taken, in order. */
export interface ServingRound {
  /** 1-based. */
  readonly round: number;
  readonly cells: readonly PlannedCell[];
}

/**
 * How many rounds a plan gets: six, or as many as give every two configurations of a condition enough pairs of samples to be told apart if
 * all pairs but one agree. A round adds a pair. None where each is compared with nothing.
 */
export function roundsFor(plan: Plan): number {
  const comparisons = plannedComparisons(plan);
  return comparisons < 1 ? 0 : Math.max(FEWEST_ROUNDS, valuesForRobustInterval(COST_MISS / comparisons));
}

/**
 * The samples that a run folder lacks, round by round. Only cells that the plan's own code finished are sampled, and samples
 * of other code, or from before their cell was measured again, do not count.
 * @param plan the cells that may be sampled
 * @param toRun cells that will be measured first: they count as finished, and none of their samples as taken
 */
export function missingRounds(
  plan: Plan,
  lines: readonly RunLine[],
  rounds: number,
  toRun: readonly PlannedCell[] = [],
): ServingRound[] {
  const records = lastRecords(recordsIn(lines));
  for (const cell of toRun) records.delete(runKey(cell));
  const running = new Set(toRun);
  const finished = plan.cells.filter((cell) => {
    if (running.has(cell)) return true;
    const record = records.get(runKey(cell));
    return record?.status === "ok" && record.code === plan.code;
  });
  const counting = samplesIn(lines).filter((sample) => {
    const record = records.get(sampledKey(sample));
    return record !== undefined && isSampleOf(sample, record);
  });
  const takenIn = groupBy(counting, ({ round }) => round);
  const cellsOf = turnsOf(plan, new Set(finished));
  return Array.from({ length: rounds }, (_, index) => {
    const round = index + 1;
    const taken = new Set(takenIn.get(round)?.map(sampledKey));
    const cells = inRoundOrder(plan, cellsOf(round), round);
    return { round, cells: taken.size === 0 ? cells : cells.filter((cell) => !taken.has(runKey(cell))) };
  }).filter((round) => round.cells.length > 0);
}

/** The cells of the samples that the rounds lack. */
export function sampledCells(rounds: readonly ServingRound[]): PlannedCell[] {
  return rounds.flatMap(({ cells }) => cells);
}

/**
 * The cells of a round: one finished cell of each configuration, whose seeds and repeats take turns: each round then has a pair of
 * any two. The baseline, or else the first configuration with several finished cells, is served with the next of them as well: the
 * same work twice is the round's control.
 */
function turnsOf(plan: Plan, finished: ReadonlySet<PlannedCell>): (round: number) => PlannedCell[] {
  const configurations = [...groupBy(plan.cells, ({ configuration }) => configuration).values()];
  const severalTimes = configurations.filter((cells) => cells.filter((cell) => finished.has(cell)).length > 1);
  const control = severalTimes.find(([cell]) => cell!.isBaseline) ?? severalTimes[0];
  const turn = (cells: readonly PlannedCell[], at: number) => cells[at % cells.length]!;
  const areAllFinished = finished.size === plan.cells.length;
  return (round) => {
    const turns = configurations.flatMap((cells) =>
      cells === control ? [turn(cells, round - 1), turn(cells, round)] : turn(cells, round - 1),
    );
    return areAllFinished ? turns : turns.filter((cell) => finished.has(cell));
  };
}

/** Shuffled anew in every round: none is always the first. */
function inRoundOrder({ name }: Plan, cells: readonly PlannedCell[], round: number): PlannedCell[] {
  const random = randomStream(1, `serving rounds of ${name}`, round);
  return Array.from(random.permutation(cells.length), (index) => cells[index]!);
}
