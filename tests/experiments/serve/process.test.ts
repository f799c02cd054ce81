import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { modelFormat } from "../../../harness/classifier/model-file/model-format.ts";
import { writeModelFolder } from "../../../harness/classifier/model-folder/model-folder.io.ts";
import { randomModel } from "../../fixtures/models.ts";
import { pricewar } from "../../fixtures/pricewar.ts";
import { RunningService } from "./running.ts";

let parent: string;
let folder: string;
let service: RunningService | null = null;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "pricewar-serve-"));
  folder = join(parent, "cell");
  const spec = { vocabulary: 6, maxLength: 5, embedding: 2, hidden: [3], pooling: "all" as const, classes: 2 };
  await writeModelFolder(folder, randomModel(spec), modelFormat, "abc123");
});
afterEach(() => service?.child.kill("SIGKILL"));
afterAll(() => rm(parent, { recursive: true, force: true }));

const serving = (...args: string[]) => {
  service = new RunningService(["--model", folder, ...args]);
  return service;
};

test("answers as predict does; SIGTERM answers what waits, closes idle connections, and ends with 0", async () => {
  const predicted = pricewar(["predict", "--model", folder, "--json", "w2 w3"]);
  // Only the end of the service can end the waiting of less than a batch.
  const own = serving("--max-delay", "100000", "--max-batch", "2");
  const { text: _, ...expected } = JSON.parse((await predicted).stdout);
  const answers = await (await own.predict({ texts: ["w2 w3", "w4"] })).json();
  expect(answers).toMatchObject({ results: [expected, { label: expect.any(String) }] });

  const waiting = own.predict({ text: "w2 w3" });
  await own.metricBecomes("pricewar_queue_texts", 1);
  const status = own.stopped();
  const response = await waiting;
  expect([response.status, response.headers.get("connection")]).toEqual([200, "close"]);
  expect(await response.json()).toEqual({ results: [expected] });
  expect(await status).toBe(0);
  await expect(own.predict({ text: "late" })).rejects.toThrow();
  expect(own.output).not.toMatch(/w2|w3|w4/);
});

test("a request that does not come in whole is cut off at the limit, which is a failure", async () => {
  const own = serving("--drain-limit", "0.2");
  const { hostname, port } = new URL(await own.address());
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
  // Answered after the bytes above have been read.
  await own.metric("pricewar_workers");
  expect(await own.stopped()).toBe(1);
  expect(await own.logged("ended")).toMatchObject([{ cutOff: 1 }]);
});

test("a port in use and a damaged folder are said in a line, once, by several workers, too", async () => {
  const own = serving();
  const { port } = new URL(await own.address());
  for (const workers of ["1", "2"]) {
    const second = await pricewar(["serve", "--model", folder, "--port", port, "--workers", workers]);
    expect(second).toEqual({
      status: 2,
      stdout: "",
      stderr: `--port ${port}: in use on 127.0.0.1; stop what listens there, or name another port\n`,
    });
  }
  const missing = await pricewar(["serve", "--model", join(parent, "gone")]);
  expect([missing.status, missing.stderr]).toEqual([2, expect.stringMatching(/gone: no such folder/)]);
});

test("workers share a port and are counted together; one that dies is replaced, and what it counted stays", async () => {
  const own = serving("--workers", "2");
  const [, { pid }] = (await own.logged("listening", 2)) as [unknown, { pid: number }];
  const texts = 6;
  for (let sent = 0; sent < texts; sent += 1) {
    const response = await own.predict({ text: "w2" });
    await response.json();
  }
  const counted = 'http_requests_total{route="/predict",code="200"}';
  expect(await own.metric(counted)).toBe(texts);
  expect(await own.metric("pricewar_workers")).toBe(2);

  process.kill(pid, "SIGKILL");
  expect(await own.logged("a worker died and is replaced")).toMatchObject([
    { level: 50, workerPid: pid, signal: "SIGKILL" },
  ]);
  await own.logged("listening", 3);
  await own.metricBecomes("pricewar_workers", 2);
  expect(await own.metric(counted)).toBe(texts);
  expect((await own.predict({ text: "w2" })).status).toBe(200);
  expect(await own.stopped()).toBe(0);
});
