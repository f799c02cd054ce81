import { isIP } from "node:net";
import { Redis } from "ioredis";
import { ConfigError } from "../base/errors.ts";
import { type RedisPlace, shownRedis } from "./redis-url.ts";
import { whyNotConnected } from "./why-not-connected.ts";

/** What commands wait for at most before they are tried again by the client. */
const LONGEST_PAUSE_MS = 2000;
const CONNECT_TIMEOUT_MS = 5000;
/** How long the first connection may take. */
const FIRST_WAIT_MS = 3000;
/** How long a command that is stopped may take to give back what it has, where Redis answers. */
const GOODBYE_MS = 5000;
/** The first version that has all that BullMQ asks for. */
const OLDEST_VERSION = [6, 2] as const;

/**
 * A connection that waits for a Redis that is gone, and goes on when it is back.
 * @param onLine receives a sentence when it is lost, and when it is back
 * @param signal after which it waits no more
 */
function connect(place: RedisPlace, onLine: (line: string) => void, signal: AbortSignal): Redis {
  const redis = new Redis({
    host: place.host,
    port: place.port,
    db: place.db,
    ...(place.username === undefined ? {} : { username: place.username }),
    ...(place.password === undefined ? {} : { password: place.password }),
    ...(place.isEncrypted ? { tls: tlsOf(place.host) } : {}),
    connectTimeout: CONNECT_TIMEOUT_MS,
    // A link that was cut without a word is found by silence.
    keepAlive: 10_000,
    lazyConnect: true,
    // BullMQ's: a command waits for the connection as long as it takes.
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    retryStrategy: (attempt) => (signal.aborted ? null : Math.min(100 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS)),
  });
  let hasBeenReady = false;
  let isLost = false;
  redis.on("error", (error: NodeJS.ErrnoException) => {
    if (!hasBeenReady || isLost || redis.status === "end") return;
    isLost = true;
    onLine(`${shownRedis(place)} cannot be reached (${error.code ?? error.message}): waiting until it can`);
  });
  redis.on("ready", () => {
    if (isLost) onLine(`${shownRedis(place)} is back`);
    isLost = false;
    hasBeenReady = true;
  });
  return redis;
}

/**
 * Ends the connection of a command that is stopped, so that what waits for a Redis that is gone fails: `disconnect` alone would let it wait for ever
 * between two attempts, of which the next is the last here.
 */
function endWith(redis: Redis, signal: AbortSignal): void {
  const end = () => {
    if (redis.status === "reconnecting") redis.connect().catch(() => undefined);
    const limit = setTimeout(() => redis.disconnect(), GOODBYE_MS);
    redis.once("end", () => clearTimeout(limit));
  };
  signal.addEventListener("abort", end, { once: true });
  redis.once("end", () => signal.removeEventListener("abort", end));
}

/** Ends a connection, if it has not ended: the client would wait two seconds for a socket that is gone. */
export function disconnect(redis: Redis): void {
  if (redis.status !== "end") redis.disconnect();
}

/**
 * Connects for the first time, and makes sure that work can be left there.
 * @param signal of the command, whose end is that of the connection
 * @throws ConfigError where it cannot be reached, refuses the password, is too old, or may forget what it was given
 */
export async function connectFirst(
  place: RedisPlace,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<Redis> {
  const redis = connect(place, onLine, signal);
  endWith(redis, signal);
  const refused = (why: string, wayOut: string) => new ConfigError(`${shownRedis(place)}: ${why}; ${wayOut}`);
  try {
    await ready(redis, place);
  } catch (error) {
    disconnect(redis);
    const { why, wayOut } = whyNotConnected(place, error as Error);
    throw refused(why, wayOut);
  }
  try {
    const info = await redis.info();
    const version = /^redis_version:(\d+)\.(\d+)/m.exec(info);
    const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
    const isOld = major < OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor < OLDEST_VERSION[1]);
    if (isOld) throw refused(`is Redis ${major}.${minor}`, `needed is ${OLDEST_VERSION.join(".")} or newer`);
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? "noeviction";
    if (policy !== "noeviction") {
      throw refused(
        `its maxmemory-policy is ${policy}, by which it forgets jobs when its memory is full`,
        "set it to noeviction: redis-cli config set maxmemory-policy noeviction",
      );
    }
    if (/^aof_enabled:0/m.test(info)) {
      onLine(
        `${shownRedis(place)} keeps no append-only file: if it restarts, work that is under way is done again (redis-cli config set appendonly yes)`,
      );
    }
    return redis;
  } catch (error) {
    disconnect(redis);
    throw error;
  }
}

/**
 * Connects for the first time. A Redis that is just starting is waited for, unless the command is stopped; a place that does not answer for longer
 * is more likely a wrong one.
 * @throws what kept it from being ready
 */
async function ready(redis: Redis, place: RedisPlace): Promise<void> {
  const startMs = performance.now();
  let last = new Error("Connection is closed.");
  await new Promise<void>((resolve, reject) => {
    redis.once("ready", () => resolve());
    redis.on("error", (error: Error) => {
      last = error;
      if (whyNotConnected(place, error).isFinal || performance.now() - startMs > FIRST_WAIT_MS) reject(error);
    });
    redis.once("end", () => reject(last));
    redis.connect().catch(() => undefined);
  });
}

/** The server is asked for the name that it was found by; an address is none (RFC 6066). */
function tlsOf(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}
