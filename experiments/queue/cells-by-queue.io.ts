import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../../harness/base/files.io.ts";
import { type PlannedCell, runKey } from "../../harness/contract/index.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { recordedLoads } from "../../harness/measure/sampling/first-rate.ts";
import { sampledCells } from "../../harness/measure/sampling/missing-rounds.ts";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { passOnModel } from "../../harness/queue/artifacts/models.io.ts";
import { connectFirst, disconnect } from "../../harness/queue/connect.io.ts";
import { roundTask, trainingTasks } from "../../harness/queue/tasks.ts";
import type { CellRunner, Measuring, ProgressPlace } from "../actions/measure.ts";
import { interject } from "../progress.ts";
import { coordinating, type Leaving } from "./coordinating.ts";
import { cellKeeping } from "./keep-cells.ts";
import { sampleKeeping } from "./keep-samples.ts";
import { queueArtifacts } from "./queue-artifacts.io.ts";
import { redisPlace } from "./redis-place.ts";
import { watchQueues } from "./watch-queues.io.ts";

export interface QueueOptions {
  readonly redis: string;
  readonly artifacts?: string;
  /** Whether all is shown as it happens. */
  readonly watch: boolean;
}

/**
 * Runs cells on other machines: what workers found is appended here, as if it had run here.
 * @throws ConfigError where Redis cannot be used
 */
export async function cellsByQueue(
  { redis: url, artifacts: folder, watch }: QueueOptions,
  out: string,
  signal: AbortSignal,
): Promise<CellRunner> {
  const redis = await connectFirst(redisPlace(url), interject, signal);
  const artifacts = await queueArtifacts(redis, folder);
  const run = await runOf(out);
  const leaving = <T>(
    measuring: Measuring,
    work: (leaving: Leaving & { readonly place: ProgressPlace }) => Promise<T>,
  ) =>
    coordinating({ ...measuring, redis, run, artifacts }, async ({ coordinator, head }) => {
      const watched = watchQueues({ redis, code: measuring.plan.code, coordinator, isLive: watch });
      try {
        return await work({ coordinator, head, place: watched });
      } finally {
        watched.end();
      }
    });
  return {
    runCells: (measuring, cells, before) =>
      leaving(measuring, async ({ coordinator, head, place }) => {
        const keeping = cellKeeping(measuring, cells, before, artifacts, place);
        try {
          await coordinator.run(trainingTasks(measuring.plan.code, cells, head), keeping.take);
        } finally {
          keeping.end();
        }
      }),
    sampleCells: (measuring, { missing, rounds }, before) =>
      leaving(measuring, async ({ coordinator, head, place }) => {
        const keeping = sampleKeeping(measuring, { missing, rounds }, before, place);
        const loadOf = recordedLoads(before);
        const models = await passOnModels(measuring, artifacts, sampledCells(missing));
        const tasks = missing.flatMap(({ round, cells }) => {
          const served = cells.flatMap((cell) => {
            const model = models.get(cell.experiment.id);
            const load = loadOf(cell);
            if (model === undefined)
              keeping.refuse(runKey(cell), "its model is missing or damaged: the next run measures it again");
            return model === undefined ? [] : [{ cell, model, ...(load === undefined ? {} : { load }) }];
          });
          return served.length === 0 ? [] : [roundTask({ round, cells: served }, head)];
        });
        try {
          await coordinator.run(tasks, keeping.take);
          return keeping.failed();
        } finally {
          keeping.end();
        }
      }),
    close: () => disconnect(redis),
  };
}

/** The id of a folder's run, the same for each command that continues it. */
async function runOf(out: string): Promise<string> {
  const file = join(out, RUN_FILES.queue);
  const known = await readFile(file, "utf8").then(
    (text) => /"run": "([0-9a-f-]{36})"/.exec(text)?.[1],
    () => undefined,
  );
  if (known !== undefined) return known;
  const run = randomUUID();
  await writeFileAtomically(file, `${JSON.stringify({ run }, null, 2)}\n`);
  return run;
}

/** Passes on the models of cells. @returns SHA-256 of each one's seal, by experiment; none of a model that is not whole */
async function passOnModels(
  { store }: Measuring,
  artifacts: ArtifactStore,
  cells: readonly PlannedCell[],
): Promise<ReadonlyMap<string, string>> {
  const passedOn = new Map<string, string>();
  for (const id of new Set(cells.map(({ experiment }) => experiment.id))) {
    const model = await passOnModel(artifacts, store, id);
    if (model !== null) passedOn.set(id, model);
  }
  return passedOn;
}
