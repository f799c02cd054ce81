import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newKeyPair } from "../../../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../../../harness/base/at-rest/keys.ts";
import type { CompressJob } from "../../../../../harness/measure/phases/phase-jobs.ts";
import { writeSourceFolder } from "../../../../../harness/measure/phases/sources/source-folder.io.ts";

let modelFolder: string;
beforeEach(async () => {
  modelFolder = await mkdtemp(join(tmpdir(), "pricewar-source-"));
});
afterEach(async () => {
  holdKeys(null);
  await rm(modelFolder, { recursive: true });
});

/** A folder with a file of three bytes, and one of five in a subfolder. */
async function written() {
  const job = { source: { name: "onnx", argument: "bert", id: "onnx/bert@1" }, experiment: "abc", tokenizer: {} };
  const files = { "a.bin": Uint8Array.of(1, 2, 3), "onnx/model.onnx": Uint8Array.of(1, 2, 3, 4, 5) };
  const folder = { labels: ["bad", "good"], files, parameters: null, compressWallMs: 0 };
  return writeSourceFolder({ ...job, modelFolder } as unknown as CompressJob, folder, { nowMs: () => 0 });
}

const sizeOf = async (name: string) => (await stat(join(modelFolder, name))).size;

test("a model's size is that of its files, and its folder's has config.json beside them", async () => {
  const { modelBytes, artifactBytes } = await written();
  expect(modelBytes).toBe(8);
  expect(artifactBytes).toBe(8 + (await sizeOf("config.json")));
});

test("the folder of an encrypted run has the size that it has on disk", async () => {
  const { recipient, identity } = await newKeyPair();
  holdKeys({ recipients: [recipient], identities: [identity] });
  const { modelBytes, artifactBytes } = await written();
  expect((await readdir(modelFolder)).sort()).toEqual(["SHA256SUMS", "a.bin.age", "config.json.age", "onnx"]);
  expect(modelBytes).toBe(8);
  const names = ["a.bin.age", "config.json.age", join("onnx", "model.onnx.age")];
  const sizes = await Promise.all(names.map(sizeOf));
  expect(artifactBytes).toBe(sizes[0]! + sizes[1]! + sizes[2]!);
});
