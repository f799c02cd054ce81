import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newKeyPair } from "../../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../../harness/base/at-rest/keys.ts";
import { writeFolder } from "../../../../harness/base/folders.io.ts";
import { openClosedFolder } from "../../../../harness/classifier/pretrained/closed-folder.io.ts";

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-closed-"));
  const { recipient, identity } = await newKeyPair();
  holdKeys({ recipients: [recipient], identities: [identity] });
});
afterEach(async () => {
  holdKeys(null);
  await rm(place, { recursive: true });
});

test("a pretrained folder that a run has encrypted is read by its plain names, within its bounds", async () => {
  const path = join(place, "pretrained");
  await writeFolder(path, { "onnx/model.onnx": Uint8Array.of(1, 2, 3) });
  await writeFolder(join(place, "other"), { secret: "outside" });
  await symlink(join(place, "other", "secret.age"), join(path, "linked.age"));
  const folder = await openClosedFolder(path);
  expect([...(await folder.read("onnx/model.onnx", 1000))!]).toEqual([1, 2, 3]);
  expect(await folder.read("missing", 1000)).toBeNull();
  await expect(folder.read("linked", 1000)).rejects.toThrow(/"linked\.age" leads out of the folder/);
  await expect(folder.read("../other/secret", 1000)).rejects.toThrow(/leads out of the folder/);
  holdKeys(null);
  await expect(folder.read("onnx/model.onnx", 1000)).rejects.toThrow(
    /model\.onnx\.age is encrypted: give the identity/,
  );
});
