#!/usr/bin/env bash
# One would expect: a counter that prom-client sums over the workers of a Node.js cluster (`AggregatorRegistry.clusterMetrics`) never falls, as
# Prometheus demands of counters: `rate()` and `increase()` take every fall for a restart from 0 and count all that is left once more.
#
# What happens: a worker's counts leave the sum when the worker ends. A service that answered 30 requests in one worker and 12 in another says 42, and 12
# after the first one was replaced; Prometheus then counts 54. Whoever replaces workers must keep what ended ones had counted.
#
# prom-client 15.1.3 on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent prom-client@15.1.3
cat > see.mjs <<'JS'
import cluster from "node:cluster";
import { once } from "node:events";
import client from "prom-client";

if (cluster.isWorker) {
  const requests = new client.Counter({ name: "requests_total", help: "Requests." });
  // Workers report to the primary through this object's own listener.
  new client.AggregatorRegistry();
  requests.inc(Number(process.env.COUNT));
  process.send("counted");
} else {
  const aggregated = new client.AggregatorRegistry();
  const start = async (count) => {
    const worker = cluster.fork({ COUNT: count });
    let message;
    do [message] = await once(worker, "message");
    while (message !== "counted");
    return worker;
  };
  const total = async () => Number(/^requests_total (\d+)$/m.exec(await aggregated.clusterMetrics())?.[1]);
  const first = await start(30);
  const second = await start(12);
  const before = await total();
  first.kill();
  await once(first, "exit");
  const after = await total();
  second.kill();
  console.log(`requests_total of two workers:              ${before}`);
  console.log(`after one of them ended, nothing reset it:  ${after}`);
  const asSeen = before === 42 && after === 12;
  console.log(asSeen ? "seen as described" : "this has changed");
  process.exit(asSeen ? 0 : 1);
}
JS
node see.mjs
