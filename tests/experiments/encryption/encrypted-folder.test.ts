import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encryptedFolder, sayEncrypted } from "../../../experiments/encryption/encrypted-folder.io.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-says-"));
});
afterEach(() => rm(folder, { recursive: true }));

const OWN = { recipients: ["age1one", "age1two"], key: "AAAA" };

test("a folder says to whom it is encrypted, and nothing where it is not", async () => {
  expect(await encryptedFolder(folder)).toBeNull();
  await sayEncrypted(folder, OWN);
  await sayEncrypted(folder, OWN);
  expect(await encryptedFolder(folder)).toEqual(OWN);
});

test("a run whose folder another one has begun meanwhile does not go on in it", async () => {
  await sayEncrypted(folder, OWN);
  await expect(sayEncrypted(folder, { ...OWN, key: "BBBB" })).rejects.toThrow(/another encrypted run has begun here/);
  expect(await encryptedFolder(folder)).toEqual(OWN);
});

test.each(["", "{}", '{"recipients":[],"key":"AAAA"}', '{"recipients":["me"],"key":"AAAA"}'])(
  "a damaged statement is no statement of a run in clear: %s",
  async (text) => {
    await writeFile(join(folder, "encryption.json"), text);
    await expect(encryptedFolder(folder)).rejects.toThrow(/encryption\.json is damaged, so nothing tells to whom/);
  },
);
