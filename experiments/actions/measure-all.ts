import { type Plan, type PlannedCell, type RunLine, recordsIn } from "../../harness/contract/index.ts";
import { remaining } from "../../harness/measure/cell-states.ts";
import { withoutLost } from "../lost-models.ts";
import type { CellRunner, Measuring } from "./measure.ts";
import type { RunScope } from "./run-scope.ts";
import { sampleUntilPrecise, trainUntilPrecise } from "./until-precise.ts";

/** The folder of a run, and what is left to do there. */
export interface Unfinished {
  readonly toRun: readonly PlannedCell[];
  /** What the folder held before. */
  readonly before: readonly RunLine[];
  /** What it holds now: what has just been appended decides what can be sampled, and whether it is enough. */
  readonly readLines: () => Promise<readonly RunLine[]>;
  /** Receives each plan with a further seed, all of whose cells have run. */
  readonly keep: (plan: Plan) => Promise<void>;
}

/**
 * Runs the cells that are left, and those of further seeds until the plan's accuracy is precise; then samples the serving of all in
 * rounds, until its cost is.
 * @throws the signal's reason if stopped
 */
export async function measureAll(
  measuring: Measuring,
  { runCells, sampleCells }: CellRunner,
  { select, withSeeds, range }: RunScope,
  { toRun, before, readLines, keep }: Unfinished,
): Promise<void> {
  const { plan, store, budget } = measuring;
  const goesOn = () => budget.overrun === null;
  if (toRun.length > 0) await runCells(measuring, toRun, before);
  const widest = await trainUntilPrecise({
    plan,
    select,
    withSeeds,
    readLines,
    goesOn,
    keep,
    run: async (wider, cells) => {
      const part = { ...wider, cells };
      const { lines } = await withoutLost(part, await readLines(), store.modelState);
      const further = remaining(part, recordsIn(lines)).toRun;
      if (further.length > 0) await runCells({ ...measuring, plan: wider }, further, lines);
    },
  });
  await sampleUntilPrecise({
    plan: select(widest),
    range,
    readLines,
    goesOn,
    sample: (missing, rounds, lines) => sampleCells({ ...measuring, plan: widest }, { missing, rounds }, lines),
  });
}
