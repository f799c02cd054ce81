import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { LaterError } from "./later-error.ts";

/** How long a worker may be silent while it makes something before another may do the same. */
const MAKING_MS = 60_000;

/** Takes a key that is free, or that the same job's attempt before this one held, whose worker has lost the job. */
const TAKE = `
local held = redis.call("GET", KEYS[1])
if held and string.sub(held, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[1] .. ARGV[2], "PX", ARGV[3])
return 1`;
const RENEW = `
if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("PEXPIRE", KEYS[1], ARGV[2]) end`;
const GIVE = `
if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end`;

/**
 * Keeps other jobs from making the same, such as one teacher of several students.
 * @param names of what is made, as keys of Redis
 * @param job the same for each attempt
 * @returns what lets them again
 * @throws LaterError where another job is at it
 */
export async function claim(redis: Redis, names: readonly string[], job: string): Promise<() => Promise<void>> {
  const [holder, attempt] = [`${job} `, randomUUID()];
  const held: string[] = [];
  const renewal = setInterval(() => {
    for (const name of held)
      void Promise.resolve(redis.eval(RENEW, 1, name, holder + attempt, MAKING_MS)).catch(() => undefined);
  }, MAKING_MS / 3);
  const give = async () => {
    clearInterval(renewal);
    // A claim that a later attempt has taken over stays that one's.
    for (const name of held) await redis.eval(GIVE, 1, name, holder + attempt);
  };
  try {
    // In one order for all, so that no two wait for each other.
    for (const name of [...names].sort()) {
      if ((await redis.eval(TAKE, 1, name, holder, attempt, MAKING_MS)) !== 1)
        throw new LaterError("another worker trains it");
      held.push(name);
    }
    return give;
  } catch (error) {
    await give();
    throw error;
  }
}
