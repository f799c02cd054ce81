/** What the keys of pricewar in a Redis are called. Those of BullMQ's queues follow: `pricewar:CODE:QUEUE:wait` and so on. */
import type { PlannedCell } from "../contract/index.ts";

export const PREFIX = "pricewar";

/** A week after its last use, Redis forgets what a run has left beside its jobs. */
export const SECONDS_KEPT = 7 * 24 * 3600;

/** The codes that a coordinator has work for: a sorted set, by when it last said so. */
export const CODES_KEY = `${PREFIX}:codes`;

/** Keys of one state of the measuring code: a worker takes work of its own alone. */
export function keysOf(code: string) {
  const prefix = `${PREFIX}:${code}`;
  return {
    prefix,
    /** A set of the names of queues. */
    queues: `${prefix}:queues`,
    /** A set of "QUEUE ID" of a run's jobs that have ended, which its coordinator takes. */
    finished: (run: string) => `${prefix}:finished:${run}`,
    plan: (sha256: string) => `${prefix}:plan:${sha256}`,
    /** Held by the worker that makes an artifact. */
    making: (key: string) => `${prefix}:making:${key}`,
    /** A hash of what a worker is and does; it expires. */
    worker: (id: string) => `${prefix}:worker:${id}`,
    workers: `${prefix}:worker:*`,
  };
}

export type Keys = ReturnType<typeof keysOf>;

const BETWEEN = "+";

/** The queue of what needs these backends: "onnx", or "onnx+wasm". */
export function queueName(backends: Iterable<string>): string {
  return [...new Set(backends)].sort().join(BETWEEN);
}

/** Whether a machine with these backends can run all of a queue. */
export function canServe(queue: string, backends: readonly string[]): boolean {
  return queue.split(BETWEEN).every((backend) => backends.includes(backend));
}

/** The queue of a training, its teachers' trainings and answers included. */
export function trainingQueue({ experiment, teachers }: Pick<PlannedCell, "experiment" | "teachers">): string {
  return queueName(
    [experiment, ...teachers].flatMap(({ training, serving, model }) =>
      // What a teacher of another source answers is computed where it serves.
      model.source === undefined ? [training.backend] : [training.backend, serving.backend],
    ),
  );
}

/** The queue of compressing and serving a trained model. A technique may fine-tune it where it was trained. */
export function servingQueue({
  experiment: { serving, training, techniques },
}: Pick<PlannedCell, "experiment">): string {
  return queueName(techniques.length === 0 ? [serving.backend] : [serving.backend, training.backend]);
}
