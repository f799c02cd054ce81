import { ConfigError } from "../base/errors.ts";

/** Where a Redis is, and how to reach it. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** The numbered database. */
  readonly db: number;
  readonly isEncrypted: boolean;
}

const USUAL_PORT = 6379;
const FORM = "redis://HOST:PORT, or rediss:// for TLS, with USER:PASSWORD@ before the host where it needs them";

/**
 * Reads "redis://user:password@host:6379/0".
 * @param password used where the URL has none, since other users of a machine can read the arguments of its processes
 * @throws ConfigError that does not repeat a password
 */
export function parseRedisUrl(text: string, password: string | undefined): RedisPlace {
  const refused = (why: string) => new ConfigError(`--redis ${withoutPassword(text)}: ${why}; needed is ${FORM}`);
  if (!URL.canParse(text)) throw refused("is no URL");
  const url = new URL(text);
  if (url.protocol !== "redis:" && url.protocol !== "rediss:") throw refused(`has the scheme ${url.protocol}`);
  if (url.hostname === "") throw refused("names no host");
  const db = /^\/?(\d*)$/.exec(url.pathname);
  if (db === null) throw refused("has a path that is no number of a database");
  const secret = url.password === "" ? password : decodeURIComponent(url.password);
  return {
    // Of an address in brackets, as IPv6 has.
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? USUAL_PORT : Number(url.port),
    ...(url.username === "" ? {} : { username: decodeURIComponent(url.username) }),
    ...(secret === undefined ? {} : { password: secret }),
    db: Number(db[1]),
    isEncrypted: url.protocol === "rediss:",
  };
}

/** What may be shown of a text that may hold URLs: "redis://user:***@host". */
export function withoutPassword(text: string): string {
  // Up to the last @ of a word: a password that is not encoded may hold others.
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):\S*@/gi, "$1:***@");
}

/** A URL that lacks its password, which PRICEWAR_REDIS_PASSWORD may give instead; other texts as they are. */
export function reachedWithVariable(url: string): string {
  return withoutPassword(url).replace(/:\*\*\*@/, "@");
}

/** "redis://host:6379", for messages. */
export function shownRedis({ host, port, isEncrypted }: RedisPlace): string {
  return `${isEncrypted ? "rediss" : "redis"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
