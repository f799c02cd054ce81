#!/usr/bin/env bash
# One would expect: `app.close()` of a Fastify server waits for the answers that are under way and then ends, since it closes idle connections
# (`forceCloseConnections: "idle"`, the default on current Node.js): a client that keeps its connection alive gets its answer, and the process may go.
#
# What happens: connections are closed that are idle at the moment of the call. One that is at work then, and becomes idle a moment later with its
# answer, stays open until Node's `keepAliveTimeout` (72 s in Fastify) has passed, and `close()` with it. A service that drains on SIGTERM is killed by
# its orchestrator, whose patience is 10 or 30 s. Answer with `Connection: close` once you drain: then it ends with the answer.
#
# fastify 5.12.8 on Node.js 20.20.2; seen 2026-11-29. The time-out is set to 3 s here, so as not to wait for 72.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent fastify@5.12.8
cat > see.mjs <<'JS'
import { once } from "node:events";
import { Agent, get } from "node:http";
import Fastify from "fastify";

/** Seconds from the answer of a request under way to the end of close(). */
async function secondsToClose(answersWithClose) {
  const app = Fastify({ keepAliveTimeout: 3000 });
  let isDraining = false;
  app.get("/", async (_, reply) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (isDraining && answersWithClose) reply.header("connection", "close");
    return "done";
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const agent = new Agent({ keepAlive: true });
  const request = get({ port: app.server.address().port, host: "127.0.0.1", agent });
  await new Promise((resolve) => setTimeout(resolve, 200));
  isDraining = true;
  const closing = app.close();
  const [response] = await once(request, "response");
  response.resume();
  await once(response, "end");
  const answeredAt = performance.now();
  await closing;
  agent.destroy();
  return (performance.now() - answeredAt) / 1000;
}
const kept = await secondsToClose(false);
const told = await secondsToClose(true);
console.log(`close() ended ${kept.toFixed(1)} s after the answer`);
console.log(`with "Connection: close" in the answer ${told.toFixed(1)} s after it`);
const asSeen = kept > 2 && told < 1;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
