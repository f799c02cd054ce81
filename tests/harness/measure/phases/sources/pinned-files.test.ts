import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DataError } from "../../../../../harness/base/errors.ts";
import { pinnedId } from "../../../../../harness/measure/phases/sources/pinned-files.io.ts";

const parent = await mkdtemp(join(tmpdir(), "pricewar-pinned-"));
afterAll(() => rm(parent, { recursive: true, force: true }));
const folder = join(parent, "bert");
await mkdir(join(folder, "onnx"), { recursive: true });
await writeFile(join(folder, "onnx", "model.onnx"), "weights");
await writeFile(join(folder, "config.json"), "{}");
await writeFile(join(parent, "secret"), "weights");

const FILES = ["config.json", "onnx/model.onnx"];

test("an id has the folder's name and a hash of names and bytes, in any order", async () => {
  const id = await pinnedId("onnx", folder, FILES);
  expect(id).toMatch(/^onnx:bert@[0-9a-f]{12}$/);
  expect(await pinnedId("onnx", folder, FILES.toReversed())).toBe(id);
  await writeFile(join(folder, "config.json"), "[]");
  expect(await pinnedId("onnx", folder, FILES)).not.toBe(id);
});

test("a file that is not there, is none, or lies outside is refused", async () => {
  await symlink(join(parent, "secret"), join(folder, "linked"));
  await expect(pinnedId("onnx", folder, ["missing"])).rejects.toThrow(
    /missing: cannot be read \(no such file or folder\)/,
  );
  await expect(pinnedId("onnx", folder, ["onnx"])).rejects.toThrow(/onnx is no file/);
  for (const name of ["../secret", "linked"]) {
    await expect(pinnedId("onnx", folder, [name])).rejects.toThrow(DataError);
    await expect(pinnedId("onnx", folder, [name])).rejects.toThrow(/leads out of its folder/);
  }
});
