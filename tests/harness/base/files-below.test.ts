import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesBelow } from "../../../harness/base/files-below.io.ts";

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-below-"));
  await mkdir(join(place, "outside", "deep"), { recursive: true });
  await writeFile(join(place, "outside", "deep", "theirs.txt"), "theirs");
  await mkdir(join(place, "own", "a", "b"), { recursive: true });
  await writeFile(join(place, "own", "a", "b", "file.txt"), "own");
  await writeFile(join(place, "own", "z.txt"), "own");
  await symlink(join(place, "outside"), join(place, "own", "a", "linked"));
  await symlink(join(place, "own"), join(place, "own", "circle"));
  await symlink(join(place, "nowhere"), join(place, "own", "dangling"));
});
afterAll(() => rm(place, { recursive: true }));

const pathsBelow = async (path: string) => (await filesBelow(path)).map((file) => file.path);

test("links are files of their own, whatever they lead to", async () => {
  const below = ["a/b/file.txt", "a/linked", "circle", "dangling", "z.txt"];
  expect(await pathsBelow(join(place, "own"))).toEqual(below.map((name) => join(place, "own", name)));
  expect(await pathsBelow(join(place, "own", "circle"))).toEqual([join(place, "own", "circle")]);
});

test("a file is the one that is at its path, and a path without any is an error", async () => {
  expect(await pathsBelow(join(place, "own", "z.txt"))).toEqual([join(place, "own", "z.txt")]);
  await expect(filesBelow(join(place, "nowhere"))).rejects.toThrow("ENOENT");
});
