import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../../harness/base/files.io.ts";
import type { PlannedCell } from "../../harness/contract/index.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { recordedLoads } from "../../harness/measure/sampling/first-rate.ts";
import { sampledCells } from "../../harness/measure/sampling/missing-rounds.ts";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { connectFirst } from "../../harness/queue/connect.io.ts";
import { Coordinator } from "../../harness/queue/coordinator.io.ts";
import { modelKey, sealHash } from "../../harness/queue/execute.io.ts";
import type { JobOf } from "../../harness/queue/job-data.ts";
import { roundTask, trainingTasks } from "../../harness/queue/tasks.ts";
import type { CellRunner, Measuring } from "../actions/measure.ts";
import { interject } from "../progress.ts";
import { cellKeeping } from "./keep-cells.ts";
import { sampleKeeping } from "./keep-samples.ts";
import { queueArtifacts } from "./queue-artifacts.io.ts";
import { redisPlace } from "./redis-place.ts";

export interface QueueOptions {
  readonly redis: string;
  readonly artifacts?: string;
}

/** Runs cells on other machines: what workers found is appended here, as if it had run here. @throws ConfigError where Redis cannot be used */
export async function cellsByQueue({ redis: url, artifacts: folder }: QueueOptions, out: string): Promise<CellRunner> {
  const redis = await connectFirst(redisPlace(url), interject);
  const artifacts = await queueArtifacts(redis, folder);
  const run = await runOf(out);
  /** One coordinator for each plan, whose code its queues are named after. */
  const coordinating = async <T>(
    { plan, signal }: Measuring,
    work: (coordinator: Coordinator, plan: string) => Promise<T>,
  ): Promise<T> => {
    const coordinator = new Coordinator({ redis, code: plan.code, run, signal });
    try {
      return await work(coordinator, await coordinator.leavePlan(plan));
    } finally {
      await coordinator.close();
    }
  };
  return {
    runCells: (measuring, cells, before) =>
      coordinating(measuring, async (coordinator, plan) => {
        const tasks = trainingTasks(measuring.plan.code, cells, { plan, run, limitMs: measuring.limitMs });
        const keeping = cellKeeping(measuring, cells, before, artifacts);
        try {
          await coordinator.run(tasks, keeping.take);
        } finally {
          keeping.end();
        }
      }),
    sampleCells: (measuring, { missing, rounds }, before) =>
      coordinating(measuring, async (coordinator, plan) => {
        const loadOf = recordedLoads(before);
        const models = new Map<string, string>();
        const tasks = [];
        for (const { round, cells } of missing) {
          const served: JobOf<"round">["cells"][number][] = [];
          for (const cell of cells) {
            const model = await passedOnModel(measuring, artifacts, cell, models);
            const load = loadOf(cell);
            if (model !== null) served.push({ cell, model, ...(load === undefined ? {} : { load }) });
          }
          if (served.length > 0)
            tasks.push(roundTask({ round, cells: served }, { plan, run, limitMs: measuring.limitMs }));
        }
        const keeping = sampleKeeping(measuring, sampledCells(missing), rounds, before);
        try {
          await coordinator.run(tasks, keeping.take);
          return keeping.failed();
        } finally {
          keeping.end();
        }
      }),
    close: () => redis.disconnect(),
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

/** Passes on the model of a cell, unless it has been. @returns SHA-256 of its seal; null where there is no whole model */
async function passedOnModel(
  { store }: Measuring,
  artifacts: ArtifactStore,
  { experiment: { id } }: PlannedCell,
  passedOn: Map<string, string>,
): Promise<string | null> {
  const known = passedOn.get(id);
  if (known !== undefined) return known;
  const folder = store.modelFolder(id);
  const model = await sealHash(folder);
  if (model === null || (await store.modelState(id)) !== "whole") return null;
  if (!(await artifacts.has(modelKey(model)))) await artifacts.put(modelKey(model), folder);
  passedOn.set(id, model);
  return model;
}
