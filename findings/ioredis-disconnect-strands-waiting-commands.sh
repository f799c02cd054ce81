#!/usr/bin/env bash
# One would expect: `disconnect()` of ioredis ends a client in every state: "end" is emitted, and commands that still wait for a connection fail with
# "Connection is closed.", as they do where it is called while the client is connecting.
#
# What happens: between two attempts to connect, which is where a client whose server is gone spends most of its time, it takes the next attempt away and does
# nothing else. The status stays "reconnecting", "end" never comes, and commands stay pending, with no attempt to come that could settle them. With
# `maxRetriesPerRequest: null`, as BullMQ asks for, a worker that is stopped while its Redis is away so waits for what cannot happen. A retryStrategy that
# returns null once the program is stopping ends it with the next attempt.
#
# ioredis 6.0.0, Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ioredis@6.0.0
cat > see.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";

/** A port at which nobody listens. */
async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Disconnects a client in a state of it, while a command waits. */
async function disconnectedWhile(state) {
  let isStopping = false;
  // A pause that is long enough to be met, and short enough for an attempt to come within what is waited for below.
  const retryStrategy = () => (isStopping && state === "stopping" ? null : 300);
  const redis = new Redis({ host: "127.0.0.1", port: await closedPort(), maxRetriesPerRequest: null, lazyConnect: true, retryStrategy });
  redis.on("error", () => undefined);
  const command = redis.get("key").then(
    () => "answered",
    (error) => error.message,
  );
  if (state !== "connecting") await new Promise((resolve) => redis.once("reconnecting", resolve));
  isStopping = true;
  if (state !== "stopping") redis.disconnect();
  const outcome = await Promise.race([command, setTimeout(3000, "pending after 3 s")]);
  return `${outcome}; status ${redis.status}`;
}

const seen = {};
for (const state of ["connecting", "reconnecting", "stopping"]) seen[state] = await disconnectedWhile(state);
console.log("disconnected while connecting:           ", seen.connecting);
console.log("disconnected while waiting to reconnect: ", seen.reconnecting);
console.log("instead, no further attempt is asked for:", seen.stopping);
const isAsSeen =
  seen.connecting === "Connection is closed.; status end" &&
  seen.reconnecting === "pending after 3 s; status reconnecting" &&
  seen.stopping === "Connection is closed.; status end";
console.log(isAsSeen ? "seen as described" : "CHANGED");
process.exit(isAsSeen ? 0 : 1);
JS
node see.mjs
