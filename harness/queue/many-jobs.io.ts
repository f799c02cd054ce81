/**
 * Reads and removes many jobs at once. BullMQ does either for one job at a time, in about ten commands, which would be most of what a
 * cell costs a coordinator and its Redis; its hashes and sets are read here as `tests/harness/queue/many-jobs.test.ts` says.
 */
import type { Redis } from "ioredis";
import { groupBy } from "../base/group-by.ts";
import type { EndedJob } from "./awaited.ts";
import type { OpenQueues } from "./open-queues.io.ts";
import type { JobPlace } from "./queue-jobs.ts";

/** What has become of a job: it may not be there, or not have ended. */
export type JobState = "missing" | "open" | "ended";

/** A job that ended, and where it stands. */
export type EndedInPlace = EndedJob &
  JobPlace & {
    /** Whether the job that waits for it, or has waited, is there. */
    readonly hasParent: boolean;
  };

/** Jobs that one command looks at: others wait for Redis meanwhile, less than a millisecond. */
const STATES_AT_A_TIME = 500;
/** Characters of results after which no further job is read, so that large ones do not fill the memory. */
const ENOUGH_CHARACTERS = 8_000_000;

const READ_STATES = `
local states = {}
for at, key in ipairs(KEYS) do
  if redis.call("HEXISTS", key, "finishedOn") == 1 then states[at] = "ended"
  elseif redis.call("EXISTS", key) == 1 then states[at] = "open"
  else states[at] = "missing" end
end
return states`;

const READ_ENDS = `
local ends = {}
local characters = 0
for at, key in ipairs(KEYS) do
  local fields = redis.call("HMGET", key, "finishedOn", "returnvalue", "failedReason", "parentKey")
  if fields[4] and redis.call("EXISTS", fields[4]) == 0 then fields[4] = false end
  ends[at] = fields
  characters = characters + #(fields[2] or "") + #(fields[3] or "")
  if characters > tonumber(ARGV[1]) then break end
end
return ends`;

/** The keys are those of both sets, and then of the jobs, whose ids are the arguments. */
const REMOVE = `
redis.call("ZREM", KEYS[1], unpack(ARGV))
redis.call("ZREM", KEYS[2], unpack(ARGV))
for at = 3, #KEYS do
  local key = KEYS[at]
  redis.call("DEL", key, key .. ":logs", key .. ":dependencies", key .. ":processed", key .. ":failed", key .. ":unsuccessful")
end`;

/** In the order in which they are read; null for those that a job has not. */
type Fields = readonly [
  finishedOn: string | null,
  value: string | null,
  reason: string | null,
  parentKey: string | null,
];

/** The jobs of the queues of a code. */
export class ManyJobs {
  readonly #redis: Redis;
  readonly #queues: OpenQueues;

  constructor(redis: Redis, queues: OpenQueues) {
    this.#redis = redis;
    this.#queues = queues;
  }

  /** @returns a state for each place */
  async states(places: readonly JobPlace[]): Promise<readonly JobState[]> {
    const states: JobState[] = [];
    for (let from = 0; from < places.length; from += STATES_AT_A_TIME) {
      const keys = places.slice(from, from + STATES_AT_A_TIME).map((place) => this.#keyOf(place));
      states.push(...((await this.#redis.eval(READ_STATES, keys.length, ...keys)) as JobState[]));
    }
    return states;
  }

  /**
   * How jobs ended: of as many of the places, from the first on, as have results of so many characters together, and of at least one.
   * @returns for each of them, null for a job that has not ended, or is not there
   */
  async ends(places: readonly JobPlace[], enough = ENOUGH_CHARACTERS): Promise<readonly (EndedInPlace | null)[]> {
    if (places.length === 0) return [];
    const keys = places.map((place) => this.#keyOf(place));
    const read = (await this.#redis.eval(READ_ENDS, keys.length, ...keys, enough)) as Fields[];
    return read.map((fields, at) => endOf(places[at]!, fields));
  }

  /** Removes jobs that have ended, for good. */
  async remove(ended: readonly EndedInPlace[]): Promise<void> {
    const alone = ended.filter(({ hasParent }) => !hasParent);
    // What waits for a job has to be told that it is gone, by BullMQ.
    const inFlows = ended.filter(({ hasParent }) => hasParent);
    await Promise.all([
      ...[...groupBy(alone, ({ queue }) => queue)].map(([queue, jobs]) => this.#removeAlone(queue, jobs)),
      ...inFlows.map(({ queue, id }) => this.#queues.named(queue).remove(id)),
    ]);
  }

  async #removeAlone(queue: string, jobs: readonly EndedInPlace[]): Promise<void> {
    const sets = ["completed", "failed"].map((name) => this.#queues.named(queue).toKey(name));
    const keys = [...sets, ...jobs.map((job) => this.#keyOf(job))];
    await this.#redis.eval(REMOVE, keys.length, ...keys, ...jobs.map(({ id }) => id));
  }

  #keyOf({ queue, id }: JobPlace): string {
    return this.#queues.named(queue).toKey(id);
  }
}

function endOf({ queue, id }: JobPlace, [finishedOn, value, reason, parentKey]: Fields): EndedInPlace | null {
  if (finishedOn === null) return null;
  const hasParent = parentKey !== null;
  // A job that failed in its first attempt has the reason still when another one has succeeded.
  if (value === null) return { queue, id, hasParent, end: { state: "failed", reason: reason ?? "" } };
  return { queue, id, hasParent, end: { state: "completed", value: parsed(value) } };
}

/** Undefined, which is no result of any kind, for what is no JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
