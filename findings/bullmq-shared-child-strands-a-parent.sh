#!/usr/bin/env bash
# One would expect: two flows of BullMQ that name one child by the same job id either share it, so that both parents run when it has ended, or the second
# flow is refused. Ids are documented as the way to leave a job once however often it is added.
#
# What happens: the second flow is accepted, and its parent waits for ever. It is "waiting-children" with no child at all: neither processed nor unprocessed,
# ignored or failed. The first parent runs. So a graph in which several jobs need one, such as models of one training, cannot be written as flows that share a child.
#
# bullmq 6.7.0, ioredis 6.0.0, Redis 7.0.15; seen 2026-11-29.
set -euo pipefail
command -v redis-server > /dev/null || { echo "needs redis-server (Debian: apt-get install redis-server)"; exit 2; }
folder=$(mktemp -d)
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent bullmq@6.7.0 ioredis@6.0.0
redis-server --unixsocket "$folder/redis.sock" --port 0 --save "" --dir "$folder" > /dev/null &
trap 'kill %1; rm -rf "$folder"' EXIT
until [ -S "$folder/redis.sock" ]; do sleep 0.1; done
cat > see.mjs <<'JS'
import { setTimeout } from "node:timers/promises";
import { FlowProducer, Queue, QueueEvents, Worker } from "bullmq";

const connection = { path: process.argv[2] };
const flows = new FlowProducer({ connection });
const queue = new Queue("parents", { connection });
const ended = new QueueEvents("parents", { connection });
await ended.waitUntilReady();
for (const name of ["first", "second"]) {
  const child = { name: "shared", queueName: "children", opts: { jobId: "shared" } };
  await flows.add({ name, queueName: "parents", opts: { jobId: name }, children: [child] });
}
new Worker("children", async () => "done", { connection });
new Worker("parents", async () => "done", { connection });
const first = await queue.getJob("first");
await first.waitUntilFinished(ended);
await setTimeout(2000);
const states = {};
for (const name of ["first", "second"]) {
  const job = await queue.getJob(name);
  states[name] = { state: await job.getState(), children: await job.getDependenciesCount() };
}
console.log(JSON.stringify(states, null, 2));
const { state, children } = states.second;
const isAsSeen = states.first.state === "completed" && state === "waiting-children" && children.processed + children.unprocessed === 0;
console.log(isAsSeen ? "as seen: the second parent waits for no child" : "CHANGED");
process.exit(isAsSeen ? 0 : 1);
JS
node see.mjs "$folder/redis.sock"
