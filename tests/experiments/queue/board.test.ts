import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { Coordinator } from "../../../harness/queue/coordinator.io.ts";
import { keysOf } from "../../../harness/queue/names.ts";
import { trainingTasks } from "../../../harness/queue/tasks.ts";
import { startPricewar } from "../../fixtures/pricewar.ts";
import { makePlan } from "../../fixtures/records.ts";
import { describeWithRedis, RunningRedis } from "../../fixtures/redis.ts";

const PASSWORD = "geheim-2026";
const plan = makePlan({ axes: {}, seeds: [1, 2] });
const run = "00000000-0000-4000-8000-000000000000";
const ONNX = `${plan.code}:onnx`;

describeWithRedis("the board", () => {
  let server: RunningRedis | undefined;
  let redis: Redis | undefined;
  let board: ChildProcess | undefined;
  afterAll(async () => {
    board?.kill("SIGKILL");
    redis?.disconnect();
    await server?.remove();
  });

  /** As a run leaves them. @returns the ids of its trainings */
  async function leaveJobs(connection: Redis): Promise<string[]> {
    const stop = new AbortController();
    const coordinator = new Coordinator({ redis: connection, code: plan.code, run, signal: stop.signal });
    const tasks = [...trainingTasks(plan.code, plan.cells, { plan: coordinator.addPlan(plan), run, limitMs: 1000 })];
    const left = coordinator.run(tasks, async () => []).catch(() => undefined);
    while ((await connection.llen(`${keysOf(plan.code).prefix}:onnx:wait`)) < tasks.length) await setTimeout(20);
    stop.abort(new Error("enough"));
    await left;
    await coordinator.close();
    return tasks.map(({ train }) => train.id);
  }

  test("shows the jobs that a run has left, to this machine alone, and changes none", async () => {
    server = await RunningRedis.started("--requirepass", PASSWORD);
    redis = new Redis(server.port, "127.0.0.1", { password: PASSWORD, maxRetriesPerRequest: null });
    const args = ["board", "--redis", server.url, "--port", "0"];
    const env = { ...process.env, PRICEWAR_REDIS_PASSWORD: PASSWORD };
    board = startPricewar(args, { cwd: tmpdir(), env, stdio: ["ignore", "inherit", "pipe"] });
    const [said] = (await once(board.stderr!, "data")) as [Buffer];
    const [, address] = /^the jobs in redis:\S+ are shown at (http:\/\/127\.0\.0\.1:\d+) until Ctrl-C\n$/.exec(
      said.toString(),
    )!;
    // They come while it runs.
    const ids = await leaveJobs(redis);

    const asked = await fetch(`${address}/api/queues?activeQueue=${encodeURIComponent(ONNX)}&status=waiting`);
    const { queues } = (await asked.json()) as {
      queues: { name: string; readOnlyMode: boolean; jobs: { id: string }[] }[];
    };
    const shown = queues.find(({ name }) => name === ONNX)!;
    expect(shown.readOnlyMode).toBe(true);
    expect(shown.jobs.map(({ id }) => id).sort()).toEqual([...ids].sort());

    const page = await fetch(address!);
    // The page's own sheet asks for a font of a stranger's.
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'self';/);
    const html = await page.text();
    expect(html).toContain("<title>pricewar</title>");
    const [script] = /static\/js\/main\.[\w.]+\.js/.exec(html)!;
    expect((await fetch(`${address}/${script}`)).status).toBe(200);
    expect(html).not.toContain(PASSWORD);

    const path = `${address}/api/queues/${encodeURIComponent(ONNX)}`;
    for (const [method, what] of [
      ["PUT", "pause"],
      ["PUT", "obliterate"],
      ["PUT", `${ids[0]}/clean`],
      ["POST", "add"],
    ]) {
      expect((await fetch(`${path}/${what}`, { method: method! })).status, what).toBe(405);
    }
    expect(await redis.llen(`${keysOf(plan.code).prefix}:onnx:wait`)).toBe(ids.length);
    // As a name of another site that leads here.
    const [foreign] = await once(get(`${address}/api/queues`, { headers: { Host: "evil.example" } }), "response");
    expect([foreign.statusCode, await text(foreign)]).toEqual([403, "evil.example is no name of this machine"]);

    const ended = once(board, "exit");
    board.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  test("a port that is taken is refused with the way out", async () => {
    const args = ["board", "--redis", server!.url, "--port", String(server!.port)];
    const env = { ...process.env, PRICEWAR_REDIS_PASSWORD: PASSWORD };
    const child = startPricewar(args, { cwd: tmpdir(), env, stdio: ["ignore", "ignore", "pipe"] });
    const [said, [status]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
    expect([status, said]).toEqual([
      2,
      `--port ${server!.port}: in use on 127.0.0.1; stop what listens there, or name another port\n`,
    ]);
  });
});
