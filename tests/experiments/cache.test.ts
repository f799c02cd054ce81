import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cacheLimitBytes, limitCache, markRun, readCache, removeEntries } from "../../experiments/cache.io.ts";
import { processPlace } from "../../harness/base/processes.io.ts";
import { pricewar } from "../fixtures/pricewar.ts";

const DAY_MS = 24 * 3_600_000;
let place: string;
let cache: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-cache-"));
  cache = join(place, ".cache");
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** A file below the cache, whose entry was last used some days ago. */
async function put(path: string, bytes: number, daysAgo: number): Promise<void> {
  const file = join(cache, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "x".repeat(bytes));
  const used = new Date(Date.now() - daysAgo * DAY_MS);
  await utimes(file, used, used);
  await utimes(dirname(file), used, used);
}

const left = async (part: string) => (await readdir(join(cache, part))).sort();

test.each([
  [undefined, 2e9],
  ["", 2e9],
  ["0.5", 5e8],
  ["0", 0],
])("PRICEWAR_CACHE_GB=%s is a limit of %i bytes", (text, bytes) => {
  expect(cacheLimitBytes(text === undefined ? {} : { PRICEWAR_CACHE_GB: text })).toBe(bytes);
});

test.each(["plenty", "-1", "Infinity"])("PRICEWAR_CACHE_GB=%s is refused", (text) => {
  expect(() => cacheLimitBytes({ PRICEWAR_CACHE_GB: text })).toThrow(
    /must be a number of gigabytes, such as 2 or 0\.5/,
  );
});

describe("a cache beyond its limit", () => {
  beforeEach(async () => {
    await put("artifacts/old/weights.onnx", 1000, 9);
    await put("artifacts/new/weights.onnx", 500, 1);
    await put("bundles/0ld/worker.cjs", 300, 30);
    await put("bundles/today/worker.cjs", 300, 0.1);
    await put("v8/node-24/a", 100, 20);
  });

  test("loses what was used longest ago, and says how much", async () => {
    expect(await limitCache([cache], 2200, new Date())).toBeNull();
    expect(await limitCache([cache], 1000, new Date())).toBe(
      "removed 1.4 kB from the cache, what was used longest ago first: its limit is 1 kB (PRICEWAR_CACHE_GB)",
    );
    expect(await left("artifacts")).toEqual(["new"]);
    expect(await left("bundles")).toEqual(["today"]);
    expect(await left("v8/node-24")).toEqual([]);
  });

  test("keeps what a living run has used, and compiled code of the last day", async () => {
    const unmark = await markRun([cache]);
    await put("artifacts/used/weights.onnx", 700, 0);
    await limitCache([cache], 0, new Date());
    expect(await left("artifacts")).toEqual(["used"]);
    expect(await left("bundles")).toEqual(["today"]);
    await unmark();
    expect(await left("in-use")).toEqual([]);
    await limitCache([cache], 0, new Date());
    expect(await left("artifacts")).toEqual([]);
  });

  test("has the size of what it holds, and not of what its links lead to", async () => {
    await symlink(join(cache, "artifacts", "new"), join(cache, "artifacts", "old", "link"));
    await symlink(join(cache, "artifacts"), join(cache, "artifacts", "old", "circle"));
    const { entries } = await readCache([cache], Date.now());
    const old = entries.find(({ path }) => path.endsWith("old"))!;
    // A link is as long as the path that it holds.
    expect(old.bytes).toBe(1000 + `${cache}/artifacts/new`.length + `${cache}/artifacts`.length);
  });

  test("is not kept by a living run of another place", async () => {
    const elsewhere = join(place, "elsewhere");
    const unmark = await markRun([elsewhere]);
    await put("artifacts/used/weights.onnx", 700, 0);
    const { entries } = await readCache([cache, elsewhere], Date.now());
    expect(entries.filter(({ isInUse }) => isInUse)).toEqual([]);
    await unmark();
  });

  test("is not kept by the mark of a dead run", async () => {
    await put(`in-use/run.999999999@${await processPlace()}`, 1, 100);
    await limitCache([cache], 0, new Date());
    expect(await left("artifacts")).toEqual([]);
    expect(await left("in-use")).toEqual([]);
  });

  test("keeps what a run elsewhere has used, by its mark, until that has been silent for more than a minute", async () => {
    await put("artifacts/used/weights.onnx", 700, 0);
    const mark = join(cache, "in-use", "run.1@0123456789ab");
    await mkdir(dirname(mark), { recursive: true });
    const since = new Date(Date.now() - DAY_MS / 2).toISOString();
    await writeFile(mark, JSON.stringify({ identity: "1@1", host: "far", since }));
    const silentSince = (ms: number) => utimes(mark, new Date(Date.now() - ms), new Date(Date.now() - ms));
    await silentSince(20_000);
    await limitCache([cache], 0, new Date());
    expect(await left("artifacts")).toEqual(["used"]);
    await silentSince(61_000);
    await limitCache([cache], 0, new Date());
    expect(await left("artifacts")).toEqual([]);
    expect(await left("in-use")).toEqual([]);
  });

  test("loses what killed processes left, and keeps what was used since it was listed", async () => {
    await put("artifacts/half.999999999.tmp/weights.onnx", 50, 5);
    await put("artifacts/bad.999999999.damaged/weights.onnx", 50, 5);
    const { entries, leftovers } = await readCache([cache], 0);
    expect(leftovers.map(({ bytes }) => bytes)).toEqual([50, 50]);
    await put("artifacts/old/weights.onnx", 1000, 0);
    const removed = await removeEntries([...leftovers, ...entries]);
    expect(removed).toHaveLength(6);
    expect(await left("artifacts")).toEqual(["old"]);
  });
});

describe("pricewar clean", () => {
  const clean = (...args: string[]) =>
    pricewar(["clean", ...args], { cwd: place, env: { ...process.env, PRICEWAR_CACHE_GB: "10" } });

  test("lists or removes what is not in use, with sizes; --dry-run removes nothing", async () => {
    await put("artifacts/old/weights.onnx", 1000, 9);
    await put("artifacts/half.999999999.tmp/weights.onnx", 50, 5);
    const planned = await clean("--dry-run");
    expect(planned).toMatchObject({ status: 0, stderr: "" });
    expect(planned.stdout).toMatch(
      /^ +50 B {2}\.cache\/artifacts\/half\.999999999\.tmp\nwould remove 1 entry .*\(50 B\)/,
    );
    expect((await clean("--all", "--dry-run")).stdout).toContain(" 1 kB  .cache/artifacts/old\n");
    expect(await left("artifacts")).toHaveLength(2);
    expect((await clean()).stdout).toMatch(/removed 1 entry of the cache \(50 B\); .* stay; its limit is 10 GB/);
    expect(await left("artifacts")).toEqual(["old"]);
    expect((await clean()).stdout).toContain("--all removes everything that is not in use");
  });

  test("refuses a limit that is none", async () => {
    const ended = await pricewar(["clean"], { cwd: place, env: { ...process.env, PRICEWAR_CACHE_GB: "all" } });
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringMatching(/^PRICEWAR_CACHE_GB=all: must be/) });
  });
});
