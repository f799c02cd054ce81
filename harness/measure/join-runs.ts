import { canonicalJson, type Json } from "../base/canonical-json.ts";
import { groupBy } from "../base/group-by.ts";
import {
  isSampleOf,
  lastRecords,
  type Plan,
  type RunLine,
  type RunRecord,
  recordsIn,
  runKey,
  type ServingSample,
  sampledKey,
  samplesIn,
} from "../contract/index.ts";

/** The records and samples of several run folders of one plan as those of one. */
export interface JoinedRun {
  /** One per cell that any folder has, by the time of their start. */
  readonly records: readonly RunRecord[];
  /** One per cell and round, by the time of their start. */
  readonly samples: readonly ServingSample[];
  /** Experiment -> the folders, by number, that hold the model of its record; the first is as good as the others. */
  readonly models: ReadonlyMap<string, readonly number[]>;
  /** Cells of which several folders have different records. */
  readonly contested: number;
}

/** A cell's record in one of the folders. */
interface Found {
  readonly record: RunRecord;
  readonly folder: number;
}

/**
 * Joins run folders of one plan; cells that are not in it are left out. Of different records of a cell a finished one counts before
 * others, one of the plan's own code before those of other code, and then the newest. The samples of a cell are those of the
 * folders that have its record: of two of one round the newest counts.
 * @param folders the lines of each, in which the last record of a cell counts
 */
export function joinRuns(plan: Plan, folders: readonly (readonly RunLine[])[]): JoinedRun {
  const planned = new Set(plan.cells.map(runKey));
  const found = folders.flatMap((lines, folder) =>
    [...lastRecords(recordsIn(lines)).values()]
      .filter((record) => planned.has(runKey(record)))
      .map((record): Found => ({ record, folder })),
  );
  const cells = [...groupBy(found, ({ record }) => runKey(record)).values()].map((several) => chosenOf(several, plan));
  const samplesByCell = folders.map((lines) => groupBy(samplesIn(lines), sampledKey));
  const samples = cells.flatMap(({ record, holders }) => samplesOf(record, holders, samplesByCell));
  return {
    records: byStart(cells.map(({ record }) => record)),
    samples: byStart(samples),
    models: modelsOf(cells),
    contested: cells.filter(({ isContested }) => isContested).length,
  };
}

interface Chosen {
  readonly record: RunRecord;
  /** Folders that have this very record. */
  readonly holders: readonly number[];
  readonly isContested: boolean;
}

function chosenOf(several: readonly Found[], plan: Plan): Chosen {
  const [{ record }] = [...several].sort((a, b) => precedence(b.record, a.record, plan)) as [Found];
  const isSame = (other: RunRecord) => textOf(other) === textOf(record);
  return {
    record,
    holders: several.filter((one) => isSame(one.record)).map(({ folder }) => folder),
    isContested: !several.every((one) => isSame(one.record)),
  };
}

/** Above 0 if the first counts before the second. */
function precedence(one: RunRecord, other: RunRecord, { code }: Plan): number {
  const rank = (record: RunRecord) => (record.status === "ok" ? (record.code === code ? 2 : 1) : 0);
  return rank(one) - rank(other) || one.startedAt.localeCompare(other.startedAt);
}

function samplesOf(
  record: RunRecord,
  holders: readonly number[],
  samplesByCell: readonly ReadonlyMap<string, readonly ServingSample[]>[],
): ServingSample[] {
  const ofCell = holders.flatMap((folder) => samplesByCell[folder]!.get(runKey(record)) ?? []);
  const own = ofCell.filter((sample) => isSampleOf(sample, record));
  return [...new Map(byStart(own).map((sample) => [sample.round, sample])).values()];
}

/** Of several repeats of an experiment, which share a folder, the newest has written the model. */
function modelsOf(cells: readonly Chosen[]): Map<string, readonly number[]> {
  const finished = cells.filter(({ record }) => record.status === "ok");
  return new Map(
    finished
      .sort((a, b) => a.record.startedAt.localeCompare(b.record.startedAt))
      .map(({ record, holders }) => [record.experiment.id, holders]),
  );
}

function byStart<T extends { readonly startedAt: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function textOf(record: RunRecord): string {
  return canonicalJson(record as unknown as Json);
}
