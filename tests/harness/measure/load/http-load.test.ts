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

test("a closed loop counts what is answered with 200 alone", async () => {
  const { load, end } = await loadOn((_, response) => response.writeHead(503).end(), 2);
  expect(await closedLoopPerSecond(load, 2, 20)).toBe(0);
  end();
});

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
  const FIRST = 30;
  let requests = 0;
  let endMs = 0;
  const { load, end } = await loadOn((_, response) => {
    requests += 1;
    if (requests === FIRST) endMs = performance.now() + STALL_MS;
    // One that is a little late must not be answered before the end: Node's timers may be early by a millisecond.
    setTimeout(() => response.end(), Math.max(0, endMs - performance.now() + 1));
  }, 2);
  const latenciesMs: number[] = [];
  await openLoop({
    clock: systemClock,
    dueMs: Array.from({ length: 60 }, (_, index) => index * 10).values(),
    send: () => load.send(),
    onSent: ({ dueMs, latencyMs }) => {
      latenciesMs[dueMs / 10] = latencyMs;
    },
  });
  end();
  // The one that finds it standing still, and those due up to 150 ms later, are not answered before 200 ms have passed. Two senders
  // that wait for their answers would have seen two slow requests.
  const during = latenciesMs.slice(FIRST, FIRST + 15);
  expect(during.every((ms) => ms >= 50)).toBe(true);
  expect(latenciesMs[FIRST]).toBeGreaterThanOrEqual(190);
});
