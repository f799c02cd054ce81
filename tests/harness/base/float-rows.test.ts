import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKeyPair } from "../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../harness/base/at-rest/keys.ts";
import { writeFileAtomically } from "../../../harness/base/files.io.ts";
import { openRows, RowsCollector, rowsInMemory } from "../../../harness/base/float-rows.io.ts";
import { writeFolder } from "../../../harness/base/folders.io.ts";
import { folderInspector } from "../../../harness/base/seal.io.ts";
import { valuesIn } from "../../fixtures/float-rows.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-rows-"));
  path = join(folder, "rows.f32");
});
afterEach(async () => {
  holdKeys(null);
  await rm(folder, { recursive: true, force: true });
});

/** Four rows of two: 24 bytes after the third. */
const PARTS = [Float32Array.of(1, 2), Float32Array.of(3, 4, 5, 6), Float32Array.of(7, 0.1)];
const VALUES = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 0.1);

function collected(mostBytes: number): RowsCollector {
  const collector = new RowsCollector(path, 2, mostBytes);
  for (const part of PARTS) collector.add(part);
  return collector;
}

test("rows in memory are copied to where they are wanted", () => {
  const rows = rowsInMemory(VALUES, 2);
  const into = new Float32Array(5);
  rows.read(3, into, 2);
  expect(rows.count).toBe(4);
  expect(into).toEqual(Float32Array.of(0, 0, 7, 0.1, 0));
  expect(() => rows.read(4, into, 0)).toThrow("there are 4 rows, not one of number 4");
});

describe("rows that are collected", () => {
  test("stay in memory up to the limit", async () => {
    const collector = collected(32);
    const { rows, content } = collector.end();
    expect(valuesIn(rows, 2)).toEqual(VALUES);
    expect(content).toEqual(new Uint8Array(VALUES.buffer));
    expect(await readdir(folder)).toEqual([]);
    await collector.discard();
  });

  test.each([31, 8, 0])("are the same in a file beyond it: %i bytes", async (mostBytes) => {
    const collector = collected(mostBytes);
    const { rows, content } = collector.end();
    expect(valuesIn(rows, 2)).toEqual(VALUES);
    expect(content).toEqual({ path });
    expect(() => rows.read(4, new Float32Array(2), 0)).toThrow("there are 4 rows, not one of number 4");
    await collector.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  test("leave no file where they did not come to an end", async () => {
    await collected(0).discard();
    expect(await readdir(folder)).toEqual([]);
  });

  test("become a file of a folder, which its seal vouches for", async () => {
    const collector = collected(0);
    const { rows, content } = collector.end();
    rows.close();
    const made = join(folder, "made");
    await writeFolder(made, { "a.txt": "text", "rows.f32": content });
    await collector.discard();
    expect(await readdir(folder)).toEqual(["made"]);
    expect(await folderInspector()(made)).toBe("whole");
    expect(await readFile(join(made, "rows.f32"))).toEqual(Buffer.from(VALUES.buffer));
    await writeFile(join(made, "rows.f32"), "changed");
    expect(await folderInspector()(made)).toBe("damaged");
  });

  test("touch no disk in a process that encrypts", async () => {
    const { recipient, identity } = await newKeyPair();
    holdKeys({ recipients: [recipient], identities: [identity] });
    const collector = collected(0);
    expect(valuesIn(collector.end().rows, 2)).toEqual(VALUES);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("rows of a file", () => {
  test.each([32, 31])("are the same in memory and where they are: %i bytes", async (mostBytes) => {
    await writeFile(path, new Uint8Array(VALUES.buffer));
    const rows = await openRows(path, 2, mostBytes);
    expect(rows.count).toBe(4);
    expect(valuesIn(rows, 2)).toEqual(VALUES);
    rows.close();
    rows.close();
  });

  test("are opened as a whole where the file is encrypted", async () => {
    const { recipient, identity } = await newKeyPair();
    holdKeys({ recipients: [recipient], identities: [identity] });
    await writeFileAtomically(path, new Uint8Array(VALUES.buffer));
    expect(await readdir(folder)).toEqual(["rows.f32.age"]);
    expect(valuesIn(await openRows(path, 2, 0), 2)).toEqual(VALUES);
  });
});
