import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "..", "..", "..", "harness", "base", "frugal-heap.io.ts");
/** An array of 256 numbers has about 2 KB. */
const [LIVING_MB, RECENT_MB, MADE_MB] = [100, 10, 1000];
/** What has not grown old yet, V8's own code, and what is made while garbage is being looked for: Node 24 keeps much more of it young. */
const BESIDE_MB = 160;

/** Holds what lives, and makes many times as much of what lives just long enough to be garbage of the old generation. */
const SCRIPT = `
  import { withFrugalHeap } from ${JSON.stringify(SOURCE)};
  const arrays = (mb) => Array.from({ length: 512 * mb }, (_, index) => new Array(256).fill(index));
  await withFrugalHeap(async () => {
    const living = arrays(${LIVING_MB});
    let mostBytes = 0;
    for (let madeMb = 0; madeMb < ${MADE_MB}; madeMb += ${RECENT_MB}) {
      arrays(${RECENT_MB});
      mostBytes = Math.max(mostBytes, process.memoryUsage().heapTotal);
    }
    console.log(JSON.stringify({ mostMb: mostBytes / 2 ** 20, living: living.length }));
  });`;

test("work of much garbage takes about twice the memory of what lives", () => {
  const args = ["--import", "tsx", "--input-type=module", "--eval", SCRIPT];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  // A V8 that does not know the flag would say so here.
  expect(stderr).toBe("");
  const { mostMb, living } = JSON.parse(stdout);
  expect(living).toBe(512 * LIVING_MB);
  expect(mostMb).toBeLessThan(2 * (LIVING_MB + RECENT_MB) + BESIDE_MB);
});
