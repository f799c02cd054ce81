import { groupBy } from "../../base/group-by.ts";
import { perObject } from "../../base/per-object.ts";
import { positions } from "../../base/positions.ts";
import {
  isSampleOf,
  lastRecords,
  type OkRecord,
  type Plan,
  type RunLine,
  type RunRecord,
  recordsIn,
  runKey,
  sampledKey,
  samplesIn,
} from "../../contract/index.ts";
import { type PlanOffers, planOffers } from "../pricing/plan-offers.ts";
import { type PricedRun, pricedRun } from "../pricing/priced-run.ts";
import { type SeededSample, servingWork } from "../pricing/serving-work.ts";
import type { CellResult, CellStatus } from "./analysis.ts";
import type { Labels } from "./labels.ts";
import { noFiguresOf } from "./no-figures.ts";

/**
 * Joins every planned cell with its record, the last one with the same key, and with the samples of its serving.
 * @param offers price the runs; the plan's if left out
 * @returns ordered by configuration as in the labels, then by seed and repeat
 */
export function cellResults(
  plan: Plan,
  lines: readonly RunLine[],
  labels: Labels,
  offers: PlanOffers = planOffers(plan, recordsIn(lines)),
): CellResult[] {
  const lastByKey = lastRecords(recordsIn(lines));
  const ranks = positions(labels.names.keys());
  const ranked = plan.cells.map((cell) => {
    const { configuration, experiment, repeat } = cell;
    return { cell, rank: ranks.get(configuration) ?? ranks.size, seed: experiment.training.seed, repeat };
  });
  ranked.sort((a, b) => a.rank - b.rank || a.seed - b.seed || a.repeat - b.repeat);
  const ownSamples = samplesByCell(plan, lines, lastByKey);
  const samplesOf = pooledByWork(lastByKey, ownSamples);
  const runOf = (record: OkRecord) => {
    const work = servingWork(record);
    const offer = offers.get(record.experiment.serving.backend);
    return pricedRun(record, offer?.price, samplesOf(work), work);
  };
  return ranked.map(({ cell }) => {
    const record = lastByKey.get(runKey(cell)) ?? null;
    return {
      cell,
      label: labels.names.get(cell.configuration) ?? cell.configuration,
      status: record?.status ?? "missing",
      record,
      run: record?.status === "ok" ? runOf(record) : null,
      samples: ownSamples.get(runKey(cell)) ?? [],
      noFigures: noFiguresOf(record),
      isStale: record !== null && record.code !== plan.code,
    };
  });
}

/** The samples of each planned cell that are of the record that counts. Of two samples of one round, the last counts. */
function samplesByCell(
  plan: Plan,
  lines: readonly RunLine[],
  records: ReadonlyMap<string, RunRecord>,
): Map<string, SeededSample[]> {
  const planned = new Set(plan.cells.map(runKey));
  const counting = samplesIn(lines).flatMap((sample): SeededSample[] => {
    const record = records.get(sampledKey(sample));
    if (record === undefined || !planned.has(runKey(record)) || !isSampleOf(sample, record)) return [];
    return [{ seed: record.experiment.training.seed, ...sample }];
  });
  const last = new Map(counting.map((sample) => [`${sampledKey(sample)} ${sample.round}`, sample]));
  return groupBy([...last.values()], sampledKey);
}

/** A function that gives the samples of a work: the same array for every record with it. */
function pooledByWork(
  records: ReadonlyMap<string, RunRecord>,
  ownSamples: ReadonlyMap<string, readonly SeededSample[]>,
): (work: string) => readonly SeededSample[] {
  const pools = new Map<string, SeededSample[]>();
  for (const [key, samples] of ownSamples) {
    const record = records.get(key);
    if (record?.status !== "ok") continue;
    const work = servingWork(record);
    const pool = pools.get(work) ?? [];
    pool.push(...samples);
    pools.set(work, pool);
  }
  return (work) => pools.get(work) ?? [];
}

/** The labels of the dataset of a configuration's cells, by number. */
export function labelsOfData({ datasets }: Plan, cells: readonly CellResult[]): readonly string[] {
  const id = cells[0]?.cell.experiment.dataset;
  return datasets.find((dataset) => dataset.id === id)?.labels ?? [];
}

/** The runs of the cells with status ok: the same array for whoever asks, by which what is found of them is kept. */
export const finishedRuns = perObject((cells: readonly CellResult[]): readonly PricedRun[] =>
  cells.flatMap(({ run }) => run ?? []),
);

/** The records of the same cells. */
export function finishedRecords(cells: readonly CellResult[]): OkRecord[] {
  return cells.flatMap(({ record }) => (record?.status === "ok" ? [record] : []));
}

export function countByStatus(cells: readonly CellResult[]): Record<CellStatus, number> {
  const counts = { ok: 0, skipped: 0, failed: 0, timeout: 0, missing: 0 };
  for (const { status } of cells) counts[status] += 1;
  return counts;
}
