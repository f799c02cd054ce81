import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderBytes, removeUnfinished, writeFolder } from "../../../harness/base/folders.io.ts";
import { processPlace } from "../../../harness/base/processes.io.ts";
import { folderInspector } from "../../../harness/base/seal.io.ts";
import { unfinishedName } from "../../../harness/base/unfinished.io.ts";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "pricewar-artifacts-"));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test("a folder is written and replaced in one step", async () => {
  const folder = join(parent, "abc");
  await writeFolder(folder, { "a.txt": "first", "b.bin": Uint8Array.of(1, 2, 3) });
  expect(await folderBytes(folder, { recursive: true })).toBe(8);
  await writeFolder(folder, { "c.txt": "second" });
  expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "c.txt"]);
  expect(await readFile(join(folder, "c.txt"), "utf8")).toBe("second");
  expect(await readdir(parent)).toEqual(["abc"]);
});

test("a name may lead into a subfolder, whose bytes count where that is asked for", async () => {
  const folder = join(parent, "abc");
  await writeFolder(folder, { "a.txt": "first", "below/b.bin": Uint8Array.of(1, 2, 3) });
  expect(await readFile(join(folder, "below", "b.bin"))).toHaveLength(3);
  expect(await folderBytes(folder, { recursive: false })).toBe(5);
  expect(await folderBytes(folder, { recursive: true })).toBe(8);
});

test("a file that is taken over is sealed like others, and may be in a subfolder", async () => {
  const [folder, large] = [join(parent, "abc"), join(parent, "large.tmp")];
  await writeFile(large, "many bytes");
  await writeFolder(folder, { "a.txt": "first", "below/large.bin": { path: large } });
  expect(await readFile(join(folder, "below", "large.bin"), "utf8")).toBe("many bytes");
  expect(await folderInspector()(folder)).toBe("whole");
  expect(await readdir(parent)).toEqual(["abc"]);
});

test("a write that fails keeps the old folder and leaves nothing else behind", async () => {
  const folder = join(parent, "abc");
  await writeFolder(folder, { "a.txt": "first" });
  await expect(writeFolder(folder, { file: "x", "file/in-a-file.txt": "y" })).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(await readdir(parent)).toEqual(["abc"]);
  expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("first");
});

test("leftovers of dead processes are removed, those of running ones are not", async () => {
  const names = ["abc", "abc.999999999.tmp", "abc.999999999.old", "abc.999999999.damaged", `abc.${process.pid}.tmp`];
  for (const name of names) await mkdir(join(parent, name));
  await removeUnfinished(parent);
  expect((await readdir(parent)).sort()).toEqual(["abc", `abc.${process.pid}.tmp`].sort());
});

test("so it is with those that name their place", async () => {
  const here = await processPlace();
  const names = [`abc.999999999@${here}.tmp`, await unfinishedName("abc", "tmp"), `b.999999999@${here}.old`];
  for (const name of names) await mkdir(join(parent, name));
  await removeUnfinished(parent, "abc");
  expect((await readdir(parent)).sort()).toEqual(names.slice(1).sort());
});

test("leftovers of processes elsewhere, whose ids say nothing here, are removed once they are a day old", async () => {
  const [young, old] = ["abc.999999999@0123456789ab.tmp", "b.999999999@0123456789ab.tmp"];
  for (const name of [young, old]) await mkdir(join(parent, name));
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await utimes(join(parent, old), yesterday, yesterday);
  await removeUnfinished(parent);
  expect(await readdir(parent)).toEqual([young]);
});
