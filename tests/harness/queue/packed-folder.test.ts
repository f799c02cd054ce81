import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../../harness/base/canonical-json.ts";
import { writeFolder } from "../../../harness/base/folders.io.ts";
import { folderInspector } from "../../../harness/base/seal.io.ts";
import { folderBlobs } from "../../../harness/queue/artifacts/folder-blobs.io.ts";
import { packedArtifacts } from "../../../harness/queue/artifacts/packed-folder.io.ts";

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-artifacts-"));
});
afterAll(() => rm(place, { recursive: true }));

async function shared() {
  const folder = await mkdtemp(join(place, "shared-"));
  return { folder, artifacts: packedArtifacts(await folderBlobs(folder)) };
}

test("a folder arrives as it was sent, its subfolders and its seal included", async () => {
  const { artifacts } = await shared();
  const [from, to] = [join(place, "from"), join(place, "to")];
  await writeFolder(from, { "model.onnx": Uint8Array.of(0, 255, 7), "onnx/model.onnx": "twice", empty: "" });
  await writeFile(join(from, "unsealed"), "left out");
  expect(await artifacts.has("a")).toBe(false);
  expect(await artifacts.get("a", to)).toBe(false);
  await artifacts.share("a", from);
  expect(await artifacts.has("a")).toBe(true);
  expect(await artifacts.get("a", to)).toBe(true);
  expect(await folderInspector()(to)).toBe("whole");
  expect((await readdir(to, { recursive: true })).sort()).toEqual([
    "SHA256SUMS",
    "empty",
    "model.onnx",
    "onnx",
    "onnx/model.onnx",
  ]);
  expect([...(await readFile(join(to, "model.onnx")))]).toEqual([0, 255, 7]);
});

test("of several machines that made the same, all have what the first one shared", async () => {
  const { artifacts } = await shared();
  const [first, second, third] = [join(place, "first"), join(place, "second"), join(place, "third")];
  await writeFolder(first, { weights: "1" });
  await artifacts.share("a", first);
  await writeFolder(second, { weights: "2", more: "" });
  await artifacts.share("a", second);
  await writeFolder(third, { weights: "3" });
  expect(await artifacts.get("a", third)).toBe(true);
  for (const folder of [first, second, third]) {
    expect((await readdir(folder)).sort()).toEqual(["SHA256SUMS", "weights"]);
    expect(await readFile(join(folder, "weights"), "utf8")).toBe("1");
  }
});

test("of two that share at once, both have the same", async () => {
  const { artifacts, folder } = await shared();
  const both = [join(place, "left"), join(place, "right")];
  for (const one of both) await writeFolder(one, { weights: one });
  await Promise.all(both.map((one) => artifacts.share("a", one)));
  const [left, right] = await Promise.all(both.map((one) => readFile(join(one, "weights"), "utf8")));
  expect(left).toBe(right);
  expect(await readdir(folder)).toEqual(["a.tar"]);
});

test("what is there and damaged makes place", async () => {
  const { artifacts, folder } = await shared();
  const from = join(place, "whole");
  await writeFolder(from, { weights: "1" });
  await writeFile(join(folder, "a.tar"), "no archive, and longer than the hash that stands before each one of them");
  await artifacts.share("a", from);
  expect(await artifacts.get("a", join(place, "elsewhere"))).toBe(true);
});

test("a folder that is there as it was sent is not written again", async () => {
  const { artifacts } = await shared();
  const from = join(place, "same");
  await writeFolder(from, { weights: "1" });
  await artifacts.share("a", from);
  const before = await stat(from);
  expect(await artifacts.get("a", from)).toBe(true);
  expect((await stat(from)).ino).toBe(before.ino);
  await writeFile(join(from, "weights"), "damaged");
  expect(await artifacts.get("a", from)).toBe(true);
  expect(await readFile(join(from, "weights"), "utf8")).toBe("1");
});

test("what does not arrive as it was sent is none, whichever byte is another", async () => {
  const { artifacts, folder } = await shared();
  const from = join(place, "damaged");
  await writeFolder(from, { text: "seven" });
  await artifacts.share("a", from);
  const [name] = await readdir(folder);
  const sent = await readFile(join(folder, name!));
  for (const at of [0, 63, 64, 300, sent.length - 1]) {
    const changed = Buffer.from(sent);
    changed[at]! ^= 1;
    await writeFile(join(folder, name!), changed);
    expect(await artifacts.get("a", join(place, "never")), String(at)).toBe(false);
  }
  await writeFile(join(folder, name!), sent.subarray(0, 100));
  expect(await artifacts.get("a", join(place, "never"))).toBe(false);
  expect(await readdir(place)).not.toContain("never");
});

test.each(["../out", "/etc/out", "a/../../out", "a//b", ".hidden"])("a file called %s is refused", async (name) => {
  const { artifacts, folder } = await shared();
  const archive = pack();
  archive.entry({ name }, "x");
  archive.finalize();
  const bytes = await buffer(archive);
  await writeFile(join(folder, "evil.tar"), Buffer.concat([Buffer.from(sha256Hex(bytes)), bytes]));
  await mkdir(join(place, "nest"), { recursive: true });
  await expect(artifacts.get("evil", join(place, "nest", "in"))).rejects.toThrow(/which is no file of a folder/);
  expect(await readdir(join(place, "nest"))).toEqual([]);
});
