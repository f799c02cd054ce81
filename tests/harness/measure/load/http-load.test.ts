import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { systemClock } from "../../../../harness/base/clock.io.ts";
import { closedLoopPerSecond, Load } from "../../../../harness/measure/load/http-load.io.ts";
import { openLoop } from "../../../../harness/measure/load/open-loop.ts";

/** A load on a server of its own; both end with the test. */
async function loadOn(answer: RequestListener, connections: number) {
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(request, response));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const load = new Load(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, ["a", "b"], connections);
  return {
    load,
    end: () => {
      load.close();
      server.close();
    },
  };
}

test("what is not answered with 200 is an error, and all bytes of both ways count", async () => {
  let requests = 0;
  const { load, end } = await loadOn((_, response) => {
    requests += 1;
    response.writeHead(requests % 2 === 0 ? 503 : 200).end();
  }, 1);
  const answered: boolean[] = [];
  for (let count = 0; count < 4; count += 1) answered.push(await load.send());
  expect(answered).toEqual([true, false, true, false]);
  // A request is some 150 bytes, and so is an answer.
  expect(load.bytes / 4).toBeGreaterThan(200);
  expect(load.bytes / 4).toBeLessThan(500);
  expect(await closedLoopPerSecond(load, 1, 20)).toBeGreaterThan(0);
  end();
  expect(await load.send()).toBe(false);
});

test("a server that stands still for 200 ms has made all wait that were due meanwhile, and not one request alone", async () => {
  const STALL_MS = 200;
  let stalledMs: number | null = null;
  const { load, end } = await loadOn((_, response) => {
    const sinceMs = stalledMs === null ? 0 : performance.now() - stalledMs;
    // The second half of the load finds it standing still.
    const waitMs = stalledMs !== null && sinceMs < STALL_MS ? STALL_MS - sinceMs : 0;
    setTimeout(() => response.end(), waitMs);
  }, 2);
  await load.send();
  const latenciesMs: number[] = [];
  const everyTenMs = Array.from({ length: 60 }, (_, index) => index * 10);
  setTimeout(() => {
    stalledMs = performance.now();
  }, 300);
  await openLoop({
    clock: systemClock,
    dueMs: everyTenMs.values(),
    send: () => load.send(),
    onSent: ({ latencyMs }) => latenciesMs.push(latencyMs),
  });
  end();
  // Twenty were due while it stood still; of these, the two on the wire alone would have looked slow to senders that wait.
  const slow = latenciesMs.filter((ms) => ms > 50).length;
  expect(slow).toBeGreaterThanOrEqual(13);
  expect(slow).toBeLessThanOrEqual(22);
  expect(Math.max(...latenciesMs)).toBeGreaterThan(150);
});
