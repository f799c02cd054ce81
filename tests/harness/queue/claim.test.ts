import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test } from "vitest";
import { claim } from "../../../harness/queue/claim.io.ts";
import { LaterError } from "../../../harness/queue/later-error.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

describeWithRedis("a claim", () => {
  let server: RunningRedis | undefined;
  let redis: Redis;
  beforeEach(async () => {
    server ??= await RunningRedis.started();
    redis ??= new Redis(server.port, "127.0.0.1");
    await redis.flushall();
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.remove();
  });
  const isFree = async (name: string) => (await redis.exists(name)) === 0;

  test("keeps other jobs away until it is given back, and expires with a worker that dies", async () => {
    const give = await claim(redis, ["student", "teacher"], "run a");
    await expect(claim(redis, ["teacher", "other"], "run b")).rejects.toThrow(LaterError);
    // What the one that came too late had taken already is free again.
    expect([await isFree("other"), await isFree("teacher")]).toEqual([true, false]);
    expect(await redis.pttl("teacher")).toBeLessThanOrEqual(60_000);
    expect(await redis.pttl("teacher")).toBeGreaterThan(0);
    await give();
    expect([await isFree("student"), await isFree("teacher")]).toEqual([true, true]);
    await (await claim(redis, ["teacher"], "run b"))();
  });

  test("of a worker that died is taken over by the next attempt of its job at once, and by no other job", async () => {
    const giveOfDead = await claim(redis, ["teacher"], "run a");
    await expect(claim(redis, ["teacher"], "run ab")).rejects.toThrow(LaterError);
    const give = await claim(redis, ["teacher"], "run a");
    // One that was merely cut off comes back, and finds that it holds nothing any more.
    await giveOfDead();
    await expect(claim(redis, ["teacher"], "run b")).rejects.toThrow("another worker trains it");
    await give();
    expect(await isFree("teacher")).toBe(true);
  });
});
