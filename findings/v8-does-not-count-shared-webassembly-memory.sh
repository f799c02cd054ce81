#!/usr/bin/env bash
# One would expect: a WebAssembly memory that nobody refers to any more is collected in time whether or not it is shared, as its size counts towards
# V8's external memory, which starts a collection. Threads on one memory are then no reason for a service to grow.
#
# What happens: only unshared memories count. Of models that are opened and dropped one after another, each in a memory of its own, the process holds a
# few at most; with `shared: true` it holds all of them until something else makes V8 collect: `external` hardly changes. A process that opens many such
# sessions (onnxruntime-web and TF.js with threads make shared memories) needs a way to use one again, or must ask for a collection itself.
#
# Node.js 20.20.2 (V8 11.3); seen 2026-11-29. Needs no package, and 1 GiB of memory for a moment.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/see.mjs" <<'JS'
const MIB = 2 ** 20;
const PAGES = 64 * MIB / 65536;
const shared = process.argv[2] === "shared";
const before = process.memoryUsage();
for (let count = 0; count < 16; count += 1) {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared });
  new Uint8Array(memory.buffer).fill(1);
  // What a service does between two models.
  await new Promise((resolve) => setTimeout(resolve, 20));
}
const after = process.memoryUsage();
console.log(Math.round((after.rss - before.rss) / MIB), Math.round((after.external - before.external) / MIB));
JS
read -r own_rss own_external <<< "$(node "$folder/see.mjs" own)"
read -r shared_rss shared_external <<< "$(node "$folder/see.mjs" shared)"
echo "16 memories of 64 MiB, dropped one after another: the process grew by $own_rss MiB, of which V8 counts $own_external"
echo "the same with shared: true:                       the process grew by $shared_rss MiB, of which V8 counts $shared_external"
if ((own_rss < 512 && shared_rss > 900 && shared_external < 64)); then echo "seen as described"; else echo "this has changed"; exit 1; fi
