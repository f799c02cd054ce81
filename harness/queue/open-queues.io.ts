import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { keysOf } from "./names.ts";

/** Of BullMQ's events, which nobody here reads: each has a whole result in it, and the usual ten thousand would fill a Redis. */
const EVENTS_KEPT = 100;

/** What BullMQ is told of where the queues of a code are. */
export function placeOfQueues(redis: Redis, code: string) {
  return { connection: redis, prefix: keysOf(code).prefix, skipVersionCheck: true };
}

/** Queues of a code, each opened when it is first asked for. */
export class OpenQueues {
  readonly #redis: Redis;
  readonly #code: string;
  readonly #open = new Map<string, Queue>();

  constructor(redis: Redis, code: string) {
    this.#redis = redis;
    this.#code = code;
  }

  named(name: string): Queue {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(name, {
      ...placeOfQueues(this.#redis, this.#code),
      streams: { events: { maxLen: EVENTS_KEPT } },
    });
    // The connection says when it is lost.
    queue.on("error", () => undefined);
    this.#open.set(name, queue);
    return queue;
  }

  all(): readonly Queue[] {
    return [...this.#open.values()];
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((queue) => queue.close()));
  }
}
