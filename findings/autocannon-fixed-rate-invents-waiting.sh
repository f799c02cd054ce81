#!/usr/bin/env bash
# One would expect: autocannon with a fixed rate (`overallRate`) corrects its latencies for coordinated omission by the interval at which
# requests were due: after a service that stood still for 1 s of 4 s, the median of all latencies is that of the other 3 s.
#
# What happens: the correction fills in latencies 1 ms apart, whatever the rate. At 100 requests a second, the few requests that met the
# stall become thousands of waiting ones, and outweigh all others: the median says hundreds of ms. Counted from the moment when each request was due,
# seven tenths of them took a few ms. (Without a rate nothing is corrected: each connection waits, and the stall is one slow request per connection.)
#
# autocannon 9.0.0 on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent autocannon@9.0.0
cat > serve.mjs <<'JS'
import { createServer } from "node:http";
// Stands still for 1 s, 1.5 s after its first request.
let stallsAt = null;
createServer((_, response) => {
  stallsAt ??= performance.now() + 1500;
  if (performance.now() > stallsAt) {
    stallsAt = Number.POSITIVE_INFINITY;
    const end = performance.now() + 1000;
    while (performance.now() < end);
  }
  response.end("ok");
}).listen(0, "127.0.0.1", function () {
  process.send(this.address().port);
});
JS
cat > see.mjs <<'JS'
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";

const PER_SECOND = 100;
const SECONDS = 4;
async function served(load) {
  const server = fork("./serve.mjs");
  const [port] = await once(server, "message");
  const result = await load(`http://127.0.0.1:${port}/`);
  server.kill();
  return result;
}
const byAutocannon = await served(async (url) => {
  const { latency, requests } = await autocannon({ url, connections: 10, overallRate: PER_SECOND, duration: SECONDS });
  return { answered: requests.total, p50: latency.p50, p75: latency.p75 };
});
const sinceDue = await served(async (url) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  const startMs = performance.now();
  const latencies = Array.from({ length: PER_SECOND * SECONDS }, async (_, request) => {
    const dueMs = startMs + (request * 1000) / PER_SECOND;
    await sleep(Math.max(0, dueMs - performance.now()));
    const [response] = await once(get(url, { agent }), "response");
    await once(response.resume(), "end");
    return performance.now() - dueMs;
  });
  const sorted = (await Promise.all(latencies)).sort((a, b) => a - b);
  agent.destroy();
  const at = (share) => Math.round(sorted[Math.floor(share * sorted.length)]);
  return { answered: sorted.length, p50: at(0.5), p70: at(0.7) };
});
console.log(`autocannon, ms: ${JSON.stringify(byAutocannon)}`);
console.log(`counted from the moment each request was due, ms: ${JSON.stringify(sinceDue)}`);
process.exit(byAutocannon.p50 > 100 && sinceDue.p50 < 50 ? 0 : 1);
JS
node see.mjs
