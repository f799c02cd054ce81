import { type PlannedCell, type RunLine, type RunRecord, recordsIn, runKey } from "../../harness/contract/index.ts";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { fetchModel } from "../../harness/queue/artifacts/models.io.ts";
import type { Arrival } from "../../harness/queue/awaited.ts";
import type { JobOf } from "../../harness/queue/job-data.ts";
import { cellProgress, type Measuring, type ProgressPlace } from "../actions/measure.ts";

/** Appends records as they arrive, each with its model in place. */
export function cellKeeping(
  measuring: Pick<Measuring, "plan" | "store" | "host">,
  cells: readonly PlannedCell[],
  before: readonly RunLine[],
  artifacts: ArtifactStore,
  place: ProgressPlace,
) {
  const { plan, store } = measuring;
  const known = recordsIn(before);
  // A Redis that restarted may give once more what it had given.
  const kept = new Set(known.map(identityOf));
  const progress = cellProgress(plan, cells, known, place);
  return {
    take: async (arrivals: readonly Arrival[]): Promise<string[]> => {
      const again: string[] = [];
      const records: { readonly cell: PlannedCell; readonly record: RunRecord }[] = [];
      for (const arrival of arrivals) {
        const { cell } = arrival.job.data as JobOf<"cell">;
        const record = recordFrom(arrival, cell, measuring);
        const model = arrival.type === "result" && arrival.result.kind === "recorded" ? arrival.result.model : null;
        const isWhole =
          record !== null && (model === null || (await fetchModel(artifacts, store, cell.experiment.id, model)));
        if (!isWhole || kept.has(identityOf(record))) again.push(arrival.job.id);
        else {
          kept.add(identityOf(record));
          records.push({ cell, record });
        }
      }
      if (records.length > 0) await store.append(...records.map(({ record }) => record));
      for (const { cell, record } of records) progress.onEvent({ type: "finished", cell, record });
      return again;
    },
    end: () => progress.end(),
  };
}

function identityOf(record: RunRecord): string {
  return `${runKey(record)}@${record.startedAt}@${record.host.machine ?? record.host.fingerprint}`;
}

/** What an arrival says about a cell; null where it is another cell's, or of other code. */
function recordFrom(
  arrival: Arrival,
  cell: PlannedCell,
  { plan, host }: Pick<Measuring, "plan" | "host">,
): RunRecord | null {
  if (arrival.type === "lost") {
    return {
      schema: plan.schema,
      experiment: cell.experiment,
      repeat: cell.repeat,
      startedAt: new Date().toISOString(),
      code: plan.code,
      host,
      status: "failed",
      phase: "serve",
      kind: "crash",
      error: `no worker came to an end of it: ${arrival.reason}`,
    };
  }
  const { result } = arrival;
  const record = result.kind === "recorded" ? result.record : result.kind === "trained" ? result.unfinished : null;
  if (record === null || record.code !== plan.code) return null;
  // The training that failed is that of all cells that waited for it.
  if (result.kind === "trained") return { ...record, experiment: cell.experiment, repeat: cell.repeat };
  return runKey(record) === runKey(cell) ? record : null;
}
