import { groupBy } from "../base/group-by.ts";
import type { PlannedCell } from "../contract/index.ts";
import { trainingKey } from "../measure/artifact-keys.ts";
import { JOB_SCHEMA, type JobData, type JobOf } from "./job-data.ts";
import { queueName, servingQueue, trainingQueue } from "./names.ts";

/** A job, its queue, and the id that makes adding it twice the same as once. */
export interface PlannedJob<J extends JobData = JobData> {
  readonly id: string;
  readonly queue: string;
  readonly data: J;
}

/** Cells that wait for one training. */
export interface TrainingTask {
  readonly kind: "training";
  readonly train: PlannedJob<JobOf<"train">>;
  /** The training's parent, which adds the cells. */
  readonly release: PlannedJob<JobOf<"release">>;
  readonly cells: readonly PlannedJob<JobOf<"cell">>[];
}

/** Samples of a round. */
export interface RoundTask {
  readonly kind: "round";
  readonly job: PlannedJob<JobOf<"round">>;
}

export type Task = TrainingTask | RoundTask;

/** What all jobs of a run have in common. */
export type JobHead = Pick<JobData, "plan" | "run" | "limitMs">;

/**
 * The trainings of some cells, in the order of the first cell of each. Ids have no colon, which BullMQ keeps for itself. Each is made when
 * it is asked for: jobs of a plan of many cells would take more memory than the plan.
 */
export function* trainingTasks(
  code: string,
  cells: readonly PlannedCell[],
  head: JobHead,
): Generator<TrainingTask, void, undefined> {
  const groups = groupBy(cells, (cell) => trainingKey(cell, code));
  for (const [key, group] of groups) {
    const [first] = group;
    const queue = trainingQueue(first!);
    const common = { schema: JOB_SCHEMA, ...head } as const;
    yield {
      kind: "training",
      train: { id: `${head.run}-train-${key}`, queue, data: { kind: "train", ...common, cell: first! } },
      release: { id: `${head.run}-release-${key}`, queue, data: { kind: "release", ...common, cells: group } },
      cells: group.map((cell) => cellJob(cell, head)),
    };
  }
}

/** The job of a cell whose training is there. */
export function cellJob(cell: PlannedCell, head: JobHead): PlannedJob<JobOf<"cell">> {
  return {
    id: `${head.run}-cell-${cell.experiment.id}-${cell.repeat}`,
    queue: servingQueue(cell),
    data: { kind: "cell", schema: JOB_SCHEMA, ...head, cell },
  };
}

/** The job of a round, for one machine that can serve all of its cells: costs are compared within a round. */
export function roundTask({ round, cells }: Pick<JobOf<"round">, "round" | "cells">, head: JobHead): RoundTask {
  return {
    kind: "round",
    job: {
      id: `${head.run}-round-${round}`,
      queue: queueName(cells.map(({ cell }) => cell.experiment.serving.backend)),
      data: { kind: "round", schema: JOB_SCHEMA, ...head, round, cells },
    },
  };
}
