import { plural } from "../../base/counts.ts";
import { NothingToRunError } from "../../base/errors.ts";
import { groupBy } from "../../base/group-by.ts";
import type { Plan, PlannedCell } from "../../contract/index.ts";
import { cellWorks, msOfCell, paceOf, trainingKeys } from "./estimate.ts";

/** One of several equal shares of a plan: `number` of `count`, 1-based. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

interface Group {
  readonly cells: readonly PlannedCell[];
  readonly ms: number;
}

/**
 * The plan with the cells of one shard alone, in the plan's order. Cells that share a training, teachers' included, are in one
 * shard. Groups go, the longest first, to the shard with the least to do so far, by guesses that are the same on every machine.
 * @throws NothingToRunError if fewer groups than shards leave this one empty
 */
export function shardPlan(plan: Plan, { number, count }: Shard): Plan {
  const groups = groupsOf(plan).sort((a, b) => b.ms - a.ms);
  const shards = Array.from({ length: count }, () => ({ ms: 0, cells: new Set<PlannedCell>() }));
  for (const { cells, ms } of groups) {
    const idlest = shards.reduce((least, shard) => (shard.ms < least.ms ? shard : least));
    idlest.ms += ms;
    for (const cell of cells) idlest.cells.add(cell);
  }
  const own = shards[number - 1]!.cells;
  if (own.size === 0) {
    throw new NothingToRunError(
      `--shard ${number}/${count}: has no cell: cells that share a training stay together, and ${plan.name} has ${plural(groups.length, "group")} of such cells; ` +
        `use at most ${plural(groups.length, "shard")}`,
    );
  }
  return { ...plan, cells: plan.cells.filter((cell) => own.has(cell)) };
}

/** Cells that are connected by trainings that they share, in the plan's order. */
function groupsOf(plan: Plan): Group[] {
  const keysOf = new Map(plan.cells.map((cell) => [cell, trainingKeys(plan, cell)]));
  // A forest: a key leads to another of its group, and the last one to itself.
  const next = new Map([...keysOf.values()].flat().map((key) => [key, key]));
  const lastOf = (key: string): string => {
    let at = key;
    while (next.get(at) !== at) at = next.get(at)!;
    next.set(key, at);
    return at;
  };
  for (const [first, ...others] of keysOf.values()) {
    for (const other of others) next.set(lastOf(other), lastOf(first!));
  }
  const pace = paceOf(plan, []);
  return [...groupBy(plan.cells, (cell) => lastOf(keysOf.get(cell)![0]!)).values()].map((cells) => ({
    cells,
    ms: cellWorks(plan, cells, []).reduce((sum, work) => sum + msOfCell(work, pace), 0),
  }));
}
