#!/usr/bin/env bash
# One would expect: a job of BullMQ that has succeeded has no reason for which it failed; `failedReason` is documented as the reason for which a job failed.
#
# What happens: a job that succeeds in its second attempt keeps the reason of the first, beside its result. Whoever reads `failedReason` to tell success
# from failure, as of jobs that were fetched by id, takes each repeated success for a failure; the state alone tells.
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
import { Queue, QueueEvents, Worker } from "bullmq";

const connection = { path: process.argv[2] };
const queue = new Queue("work", { connection });
const ended = new QueueEvents("work", { connection });
await ended.waitUntilReady();
let attempts = 0;
new Worker("work", async () => {
  attempts += 1;
  if (attempts === 1) throw new Error("the first attempt failed");
  return 42;
}, { connection });
const added = await queue.add("answer", {}, { attempts: 2 });
await added.waitUntilFinished(ended);
const job = await queue.getJob(added.id);
const seen = { state: await job.getState(), returnvalue: job.returnvalue, failedReason: job.failedReason };
console.log(JSON.stringify(seen, null, 2));
const isAsSeen = seen.state === "completed" && seen.returnvalue === 42 && seen.failedReason === "the first attempt failed";
console.log(isAsSeen ? "as seen: it succeeded, and says why it failed" : "CHANGED");
process.exit(isAsSeen ? 0 : 1);
JS
node see.mjs "$folder/redis.sock"
