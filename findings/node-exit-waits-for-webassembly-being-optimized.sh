#!/usr/bin/env bash
# One would expect: `process.exit()` ends a Node.js process at once, whatever is still going on in it, as its documentation says ("as quickly as possible
# even if there are still asynchronous operations pending"), and a program that has printed its last line to be over.
#
# What happens: V8 optimizes WebAssembly functions that have become hot on threads of its own, and the end of the process waits until the functions that
# they are at are done; nothing asks for the result any more. With ONNX Runtime's module, whose functions are large, a process that creates a session, runs it
# a few times and calls process.exit() stays for another second or so, with a core or two busy. Who starts such processes and waits for each, as a benchmark
# does, waits for that too: runs of small models took 1.6 times as long here. SIGKILL, to itself, ends it at once.
#
# onnxruntime-web 1.30.0, Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-web@1.30.0
# A graph of one node, Y = Relu(X), as the bytes of its protocol buffer.
cat > child.mjs <<'JS'
import * as ort from "onnxruntime-web";

const field = (number, bytes) => [(number << 3) | 2, bytes.length, ...bytes];
const text = (number, value) => field(number, [...Buffer.from(value)]);
const shape = field(2, [...field(1, [8, 1]), ...field(1, [8, 4])]);
const value = (name) => [...text(1, name), ...field(2, field(1, [8, 1, ...shape]))];
const node = [...text(1, "X"), ...text(2, "Y"), ...text(4, "Relu")];
const graph = [...field(1, node), ...text(2, "g"), ...field(11, value("X")), ...field(12, value("Y"))];
const model = Uint8Array.from([8, 8, ...field(7, graph), ...field(8, [...text(1, ""), 16, 17])]);

ort.env.wasm.numThreads = 1;
// Opening one large model does as much as opening many small ones.
for (let opened = 0; opened < 60; opened += 1) {
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  await session.run({ X: new ort.Tensor("float32", [-1, 0, 1, 2], [1, 4]) });
  await session.release();
}
process.stdout.write("done\n", () => (process.argv[2] === "exit" ? process.exit() : process.kill(process.pid, "SIGKILL")));
JS
cat > see.mjs <<'JS'
import { spawn } from "node:child_process";
import { once } from "node:events";

const ROUNDS = 7;

/** Milliseconds from the last line to the end. */
async function staysFor(way) {
  const child = spawn(process.execPath, ["child.mjs", way], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  const startMs = performance.now();
  await ended;
  return performance.now() - startMs;
}

const waited = { exit: [], kill: [] };
for (let round = 0; round < ROUNDS; round += 1) for (const way in waited) waited[way].push(await staysFor(way));
const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const [exit, kill] = [middle(waited.exit), middle(waited.kill)];
console.log(`process.exit(): ends ${Math.round(exit)} ms after its last line (median of ${ROUNDS}; longest ${Math.round(waited.exit.at(-1))} ms)`);
console.log(`SIGKILL:        ends ${Math.round(kill)} ms after its last line (longest ${Math.round(waited.kill.at(-1))} ms)`);
const isAsSeen = exit > 5 * kill && exit > 100;
console.log(isAsSeen ? "seen as described" : "CHANGED");
process.exit(isAsSeen ? 0 : 1);
JS
node see.mjs
