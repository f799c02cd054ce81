import { sum } from "simple-statistics";
import {
  type Plan,
  type PlannedCell,
  type RunLine,
  type RunRecord,
  recordsIn,
  samplesIn,
} from "../../harness/contract/index.ts";
import { wallUsd } from "../../harness/judge/pricing/cost.ts";
import { remaining } from "../../harness/measure/cell-states.ts";
import { cellWorks, msOfCell, paceOf, samplingPace } from "../../harness/measure/runner/estimate.ts";
import { missingRounds, sampledCells } from "../../harness/measure/sampling/missing-rounds.ts";
import { samplingPaceOf, usdPerHourOf } from "./measure.ts";

/** What is left to do, and about how long it takes. */
export interface Work {
  readonly trainings: number;
  readonly cellsMs: number;
  readonly samples: number;
  readonly samplesMs: number;
  /** At the offers of the cells. */
  readonly usd: number;
}

/** What is left after a run of a plan's cells. */
export function leftOf(plan: Plan, rounds: number, lines: readonly RunLine[]): Work & { readonly cells: number } {
  const { toRun } = remaining(plan, recordsIn(lines));
  return { ...workOf(plan, rounds, toRun, lines), cells: toRun.length };
}

/**
 * @param toRun cells that are to be measured, before the samples are taken
 * @param cells what each of them adds
 */
export function workOf(
  plan: Plan,
  rounds: number,
  toRun: readonly PlannedCell[],
  lines: readonly RunLine[],
  cells: readonly CellCost[] = cellCosts(plan, toRun, recordsIn(lines)),
): Work {
  const sampled = sampledCells(missingRounds(plan, lines, rounds, toRun));
  const sampleMs = sampled.map(samplingPace(samplesIn(lines), samplingPaceOf(plan, lines)));
  return {
    trainings: sum(cells.map(({ trainings }) => trainings)),
    cellsMs: sum(cells.map(({ ms }) => ms)),
    samples: sampled.length,
    samplesMs: sum(sampleMs),
    usd: sum([
      ...cells.map(({ usd }) => usd),
      ...sampled.map(({ priceId }, at) => wallUsd(sampleMs[at]!, usdPerHourOf(plan, priceId))),
    ]),
  };
}

export interface CellCost {
  readonly cell: PlannedCell;
  /** That the cell needs first, and no earlier one has made. */
  readonly trainings: number;
  /** Of its phases and these trainings, without samples. */
  readonly ms: number;
  readonly usd: number;
}

/** What each cell adds to a run, by the pace of the records. @param toRun in running order */
export function cellCosts(plan: Plan, toRun: readonly PlannedCell[], records: readonly RunRecord[]): CellCost[] {
  const pace = paceOf(plan, records);
  return cellWorks(plan, toRun, records).map((work) => {
    const { cell, trainings } = work;
    const ms = msOfCell(work, pace);
    return { cell, trainings, ms, usd: wallUsd(ms, usdPerHourOf(plan, cell.priceId)) };
  });
}
