import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FilesOfFolder } from "../../../harness/contract/model-source.ts";
import { areContentsThere, fetchContent, passOnContent } from "../../../harness/queue/artifacts/contents.io.ts";
import { folderBlobs } from "../../../harness/queue/artifacts/folder-blobs.io.ts";
import { packedArtifacts } from "../../../harness/queue/artifacts/packed-folder.io.ts";

let place: string;
let files: FilesOfFolder;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-contents-"));
  const folder = join(place, "bert");
  await mkdir(join(folder, "onnx"), { recursive: true });
  await writeFile(join(folder, "onnx", "model.onnx"), Uint8Array.of(0, 255));
  await writeFile(join(folder, "config.json"), "{}");
  await writeFile(join(folder, "notes of mine.txt"), "these stay here");
  files = { folder, names: ["config.json", join("onnx", "model.onnx")] };
});
afterAll(() => rm(place, { recursive: true }));

async function shared() {
  const folder = await mkdtemp(join(place, "shared-"));
  return { folder, artifacts: packedArtifacts(await folderBlobs(folder)) };
}

test("the files that are read arrive, below the folder's name, under a hash of all in them", async () => {
  const { artifacts } = await shared();
  const sha256 = await passOnContent(artifacts, files, "bert");
  const there = join(place, "there");
  expect(await fetchContent(artifacts, there, sha256)).toBe(true);
  expect((await readdir(there, { recursive: true })).sort()).toEqual(
    ["SHA256SUMS", "bert", "bert/config.json", "bert/onnx", "bert/onnx/model.onnx"].map((name) => join(name)),
  );
  expect([...(await readFile(join(there, "bert", "onnx", "model.onnx")))]).toEqual([0, 255]);
  // Damaged here, and mended by another look.
  await writeFile(join(there, "bert", "config.json"), "{ }");
  expect(await fetchContent(artifacts, there, sha256)).toBe(true);
  expect(await readFile(join(there, "bert", "config.json"), "utf8")).toBe("{}");
  expect(await passOnContent(artifacts, files, "other")).not.toBe(sha256);
});

test("what is there is marked as used, so that a full cache keeps it", async () => {
  const { artifacts } = await shared();
  const sha256 = await passOnContent(artifacts, files, "bert");
  const there = join(place, "used");
  await fetchContent(artifacts, there, sha256);
  const longAgo = new Date("2026-01-01T00:00:00.000Z");
  await utimes(there, longAgo, longAgo);
  expect(await fetchContent(artifacts, there, sha256)).toBe(true);
  expect((await stat(there)).mtimeMs).toBeGreaterThan(longAgo.getTime());
});

test("what arrives under another hash than its own is refused", async () => {
  const { artifacts, folder } = await shared();
  const sha256 = await passOnContent(artifacts, files, "bert");
  const other = await passOnContent(artifacts, files, "other");
  await writeFile(join(folder, `content-${sha256}.tar`), await readFile(join(folder, `content-${other}.tar`)));
  expect(await fetchContent(artifacts, join(place, "forged"), sha256)).toBe(false);
});

test("what is gone is noticed", async () => {
  const { artifacts, folder } = await shared();
  const sha256 = await passOnContent(artifacts, files, "bert");
  expect(await areContentsThere(artifacts, [sha256])).toBe(true);
  await rm(join(folder, `content-${sha256}.tar`));
  expect(await areContentsThere(artifacts, [sha256])).toBe(false);
  expect(await fetchContent(artifacts, join(place, "gone"), sha256)).toBe(false);
});

test("what is too large to be packed is refused before it is read", async () => {
  const { artifacts } = await shared();
  const folder = join(place, "large");
  await mkdir(folder);
  await writeFile(join(folder, "vectors.txt"), "");
  await truncate(join(folder, "vectors.txt"), 1_000_000_001);
  await expect(passOnContent(artifacts, { folder, names: ["vectors.txt"] }, "large")).rejects.toThrow(
    `${folder}: has more than 1000 MB, too much to travel; run without --redis`,
  );
});

test.each(["notes of mine.txt", "../out", ".hidden"])("a file called %s is not sent", async (name) => {
  const { artifacts } = await shared();
  await expect(passOnContent(artifacts, { ...files, names: [name] }, "bert")).rejects.toThrow(
    `"bert/${name}" cannot be sent to workers`,
  );
});
