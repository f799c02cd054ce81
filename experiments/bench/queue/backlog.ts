import { contentId } from "../../../harness/base/canonical-json.ts";
import type { OkRecord, Plan, PlannedCell } from "../../../harness/contract/index.ts";

/** The configurations of a measured run, each with as many seeds as make so many cells. */
export function backlogOf(plan: Plan, cells: number): Plan {
  const [firstSeed] = plan.seeds;
  const configurations = plan.cells.filter(({ experiment }) => experiment.training.seed === firstSeed);
  const seeds = Array.from({ length: Math.ceil(cells / configurations.length) }, (_, index) => index + 1);
  const all = seeds.flatMap((seed) => configurations.map((cell) => seededCell(cell, seed)));
  return { ...plan, seeds, cells: all.slice(0, cells) };
}

function seededCell(cell: PlannedCell, seed: number): PlannedCell {
  const { id: _, ...rest } = cell.experiment;
  const content = { ...rest, training: { ...rest.training, seed } };
  // Seeds of a configuration share what does not depend on them, as in a plan of a matrix.
  return { ...cell, experiment: { ...content, id: contentId(content) } };
}

/** What a worker would have measured: the record of the same configuration, without the time that it takes. */
export function simulatedRecords(records: readonly OkRecord[]): (cell: PlannedCell, startedAt: string) => OkRecord {
  const byConfiguration = new Map(records.map((record) => [configurationKey(record), record]));
  return (cell, startedAt) => {
    const record = byConfiguration.get(configurationKey(cell))!;
    return { ...record, experiment: cell.experiment, repeat: cell.repeat, startedAt };
  };
}

/** All that tells the configurations of the measured run apart. */
function configurationKey({ experiment }: Pick<PlannedCell, "experiment">): string {
  return JSON.stringify([experiment.techniques, experiment.serving]);
}
