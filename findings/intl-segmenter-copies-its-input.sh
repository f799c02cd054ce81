#!/usr/bin/env bash
# One would expect: Intl.Segmenter gives small objects. Each segment has its piece of the text, an index and `input`, the segmented
# text; `input` is the same string in all of them, so that it would be a reference, and a segment would take some hundred bytes
# however long the text is.
#
# What happens: on Node.js every segment holds a copy of the whole text. A kept segment of a text of 110 characters takes about 220 bytes,
# one of 11,000 characters about 11,000: keeping all segments of a text (Array.from, or a spread) takes memory, and reading them one by one time,
# that grows with the square of its length. Hand the segmenter short pieces, cut where no word can go on, and keep `segment`, not the objects.
#
# Node.js 20.20.2 (ICU of that build); no package is needed; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > see.mjs <<'JS'
const words = new Intl.Segmenter("en", { granularity: "word" });

/** Bytes of the heap that each of a text's segments takes while all are kept. */
function bytesPerSegment(repeats) {
  const text = "many words ".repeat(repeats);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from(words.segment(text));
  globalThis.gc();
  const bytes = (process.memoryUsage().heapUsed - before) / kept.length;
  return kept.every(({ input }) => input === text) ? Math.round(bytes) : Number.NaN;
}

bytesPerSegment(10);
const seen = [10, 100, 1000].map((repeats) => ({ characters: 11 * repeats, bytes: bytesPerSegment(repeats) }));
for (const { characters, bytes } of seen) console.log(`text of ${characters} characters: ${bytes} bytes per segment`);
const [short, , long] = seen;
const asSeen = short.bytes < 1000 && long.bytes > 0.5 * long.characters;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node --expose-gc see.mjs
