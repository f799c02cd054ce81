import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { featuresOf } from "../../../../harness/classifier/encoders/features.io.ts";

let artifacts: string;
beforeEach(async () => {
  artifacts = await mkdtemp(join(tmpdir(), "pricewar-features-"));
});
afterEach(() => rm(artifacts, { recursive: true }));

/** Two numbers a text, its length and its first character's code, in a second each. */
function countingEncoder(key = "abc") {
  const embedded: string[] = [];
  const shares: number[] = [];
  let nowMs = 0;
  const features = (...texts: string[]) =>
    featuresOf(
      texts,
      {
        columns: 2,
        embed: async (some) => {
          embedded.push(...some);
          nowMs += 1000 * some.length;
          return Float32Array.from(some.flatMap((text) => [text.length, text.codePointAt(0) ?? -1]));
        },
      },
      {
        featuresPath: join(artifacts, `features-${key}`),
        nowMs: () => nowMs,
        onProgress: (share) => shares.push(share),
      },
    );
  return { embedded, shares, features };
}

test("texts that were encoded once are not encoded again, whatever stands beside them", async () => {
  const first = countingEncoder();
  expect(await first.features("a", "bb", "a")).toEqual({
    values: Float32Array.of(1, 97, 2, 98, 1, 97),
    encodeWallMs: 2000,
    savedWallMs: 0,
  });
  expect(first.embedded).toEqual(["a", "bb"]);
  const second = countingEncoder();
  expect(await second.features("ccc", "bb")).toEqual({
    values: Float32Array.of(3, 99, 2, 98),
    encodeWallMs: 2000,
    savedWallMs: 1000,
  });
  expect(second.embedded).toEqual(["ccc"]);
  expect(second.shares).toEqual([1]);
});

test.each(["def", "ab"])("features under another name are not found: %s", async (key) => {
  await countingEncoder().features("a");
  const other = countingEncoder(key);
  await other.features("a");
  expect(other.embedded).toEqual(["a"]);
});

test("a damaged artifact is set aside, and its texts are encoded again", async () => {
  await countingEncoder().features("a");
  const [folder] = await readdir(artifacts);
  await writeFile(join(artifacts, folder!, "features.bin"), "damage");
  const again = countingEncoder();
  expect((await again.features("a")).values).toEqual(Float32Array.of(1, 97));
  expect(again.embedded).toEqual(["a"]);
  const once = countingEncoder();
  await once.features("a");
  expect(once.embedded).toEqual([]);
});

test("no texts have no features", async () => {
  expect((await countingEncoder().features()).values).toEqual(new Float32Array(0));
});
