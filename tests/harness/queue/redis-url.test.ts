import { expect, test } from "vitest";
import { parseRedisUrl, shownRedis, withoutPassword } from "../../../harness/queue/redis-url.ts";

test.each([
  ["redis://10.0.0.5", undefined, { host: "10.0.0.5", port: 6379, db: 0, isEncrypted: false }],
  ["redis://[::1]:7000/3", undefined, { host: "::1", port: 7000, db: 3, isEncrypted: false }],
  [
    "rediss://me:p%40ss@queue.example:6380",
    "other",
    { host: "queue.example", port: 6380, username: "me", password: "p@ss", db: 0, isEncrypted: true },
  ],
  ["redis://:only@h", undefined, { host: "h", port: 6379, password: "only", db: 0, isEncrypted: false }],
  [
    "redis://me@h",
    "by variable",
    { host: "h", port: 6379, username: "me", password: "by variable", db: 0, isEncrypted: false },
  ],
])("%s", (url, password, place) => {
  expect(parseRedisUrl(url, password)).toEqual(place);
});

test.each([
  ["localhost:6379", "has the scheme localhost:"],
  ["http://h", "has the scheme http:"],
  ["redis://h/one", "has a path that is no number of a database"],
  ["", "is no URL"],
])("%s is refused with what is needed", (url, why) => {
  expect(() => parseRedisUrl(url, undefined)).toThrow(`--redis ${url}: ${why}; needed is redis://HOST:PORT`);
});

test("no message repeats a password, even one that is not encoded", () => {
  const refused = () => parseRedisUrl("redis://me:se@cr:et/@h/one", undefined);
  expect(refused).toThrow(/redis:\/\/me:\*\*\*@h\/one/);
  expect(withoutPassword("run --redis rediss://:geheim@h:6379 --out x")).toBe(
    "run --redis rediss://:***@h:6379 --out x",
  );
  expect(withoutPassword("run --redis redis://h:6379 mail@example")).toBe("run --redis redis://h:6379 mail@example");
  const place = parseRedisUrl("redis://me:secret@[::1]:7000", undefined);
  expect(shownRedis(place)).toBe("redis://[::1]:7000");
});
