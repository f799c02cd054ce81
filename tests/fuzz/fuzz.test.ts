/**
 * Damages one byte, or one stretch, of one file at a time, and has what reads it read it: the result is right, or one message
 * says what is wrong; no stack trace, and nothing else is lost or overwritten. `npm run fuzz` tries 2,000 cases.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { PricewarError } from "../../harness/base/errors.ts";
import { filesBelow } from "../../harness/base/files-below.io.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { damaged } from "./damage.ts";
import { READERS, type Reader, writeAll } from "./readers.ts";

/** npm names the script that it runs: `npm run fuzz`. */
const isFull = process.env.npm_lifecycle_event === "fuzz";
const CASES = isFull ? 2000 : 240;
const SEED = 1;
const LONGEST_MS = 1000 * 60 * 20;

let folder: string;
/** Every file as it is before the damage. */
let whole: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-fuzz-"));
  await writeAll(folder);
  whole = await filesIn();
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

async function filesIn(): Promise<Map<string, Buffer>> {
  const files = (await filesBelow(folder)).filter(({ stats }) => stats.isFile());
  const names = files.map(({ path }) => path.slice(folder.length + 1).replaceAll("\\", "/"));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

/** Puts every file back as it was. */
async function restore(now: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const name of now.keys()) if (!whole.has(name)) await rm(join(folder, name));
  for (const [name, content] of whole) {
    if (now.get(name)?.equals(content)) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** @returns what is wrong with how the damage was met; null if nothing is */
async function faultOf(reader: Reader, file: string, content: Buffer): Promise<string | null> {
  await writeFile(join(folder, file), content);
  let fault: string | null = null;
  try {
    await reader.read(folder);
  } catch (error) {
    const isSaid = error instanceof PricewarError && !/\n\s+at /.test(error.message) && error.exitCode >= 2;
    if (!isSaid) fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const now = await filesIn();
  const kept = [...whole].map(([name, before]) => [name, name === file ? content : before] as const);
  const changed = kept.filter(([name, before]) => !reader.writes.test(name) && !now.get(name)?.equals(before));
  const added = [...now.keys()].filter((name) => !whole.has(name) && !reader.writes.test(name));
  await restore(now);
  if (fault !== null) return fault;
  return changed.length + added.length === 0 ? null : `touched ${[...changed.map(([name]) => name), ...added]}`;
}

test.each(READERS)("$name: any damage gives a right result or one message", { timeout: LONGEST_MS }, async (reader) => {
  expect(await faultWithoutDamage(reader)).toBeNull();
  const files = [...whole.keys()].filter((name) => reader.reads.test(name)).sort();
  expect(files.length).toBeGreaterThan(0);
  const faults: string[] = [];
  for (let index = 0; index < CASES / READERS.length; index += 1) {
    const random = randomStream(SEED, `fuzz ${reader.name}`, index);
    const file = files[index % files.length]!;
    const { kind, content } = damaged(whole.get(file)!, random);
    if (content.equals(whole.get(file)!)) continue;
    const fault = await faultOf(reader, file, content);
    if (fault !== null) faults.push(`case ${index}, ${kind} of ${file}: ${fault}`);
  }
  expect(faults.join("\n\n")).toBe("");
});

/** The readers' own laws must hold without any damage, but where noticing damage is the law. */
async function faultWithoutDamage(reader: Reader): Promise<string | null> {
  const file = [...whole.keys()].find((name) => reader.reads.test(name))!;
  return reader.needsDamage === true ? null : faultOf(reader, file, whole.get(file)!);
}
