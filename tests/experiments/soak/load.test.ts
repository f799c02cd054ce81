import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { arrivals } from "../../../experiments/soak/arrivals.ts";
import { closedLoopPerSecond, Load, openLoop } from "../../../experiments/soak/load.io.ts";
import { randomStream } from "../../../harness/base/random/mt19937.ts";

test("gaps of arrivals are exponential: at 100 a second, half of them are below 6.93 ms", () => {
  const half = arrivals(100, () => 0.5);
  expect([half.next().value, half.next().value]).toEqual([expect.closeTo(6.931, 3), expect.closeTo(13.863, 3)]);
  const random = randomStream(1, "arrivals");
  const many = arrivals(100, () => random.nextFloat64());
  let lastMs = 0;
  for (let count = 0; count < 10_000; count += 1) lastMs = many.next().value;
  // 10,000 gaps of 10 ms; the standard error is 1 %.
  expect(lastMs).toBeGreaterThan(97_000);
  expect(lastMs).toBeLessThan(103_000);
});

test("a latency counts from the moment that was due: what a standstill held up shows", async () => {
  const standstill = sleep(300);
  const load = { send: () => standstill.then(() => true) };
  const everyTenMs = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200].values() as Iterator<number, never>;
  const [window] = await openLoop(load, everyTenMs, { forMs: 100, windowMs: 100, onWindow: async () => undefined });
  const { count, min, max } = window!.latencyUs;
  // Due at 0 to 90, all answered at 300 or a little later: from 210 to 300 ms.
  expect(count).toBe(10);
  expect(max - min).toBeGreaterThan(85_000);
  expect(max).toBeGreaterThan(295_000);
});

test("what is not answered with 200 is an error", async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      requests += 1;
      response.writeHead(requests % 2 === 0 ? 503 : 200).end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const load = new Load(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, ["a", "b"], 1);
  const four = [0, 1, 2, 3, 99].values() as Iterator<number, never>;
  const windows = await openLoop(load, four, { forMs: 10, windowMs: 10, onWindow: async () => undefined });
  expect(windows.map(({ errors, latencyUs }) => [errors, latencyUs.count])).toEqual([[2, 4]]);
  expect(await closedLoopPerSecond(load, 1, 20)).toBeGreaterThan(0);
  load.close();
  server.close();
  expect(await load.send()).toBe(false);
});
