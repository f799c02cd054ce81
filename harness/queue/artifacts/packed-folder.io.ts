import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract, pack } from "tar-stream";
import { sha256Hex } from "../../base/canonical-json.ts";
import { RecordError } from "../../base/errors.ts";
import { writeFolder } from "../../base/folders.io.ts";
import { SEAL, sealedNames } from "../../base/seal.io.ts";
import type { ArtifactStore, BlobStore } from "./artifact-store.ts";

const HASH_LENGTH = 64;
/** What a name in an archive may be: parts without a leading dot, so that none leads out of its folder. */
const NAME = /^(?:[\w-][\w.+-]*\/)*[\w-][\w.+-]*$/;

/** Folders as archives: each begins with the SHA-256 of what follows, so that what arrives is what was sent. */
export function packedArtifacts(blobs: BlobStore): ArtifactStore {
  const nameOf = (key: string) => `${key}.tar`;
  return {
    has: (key) => blobs.has(nameOf(key)),
    put: async (key, folder) => {
      const archive = await packed(folder);
      await blobs.write(nameOf(key), Buffer.concat([Buffer.from(sha256Hex(archive), "latin1"), archive]));
    },
    get: async (key, folder) => {
      const bytes = await blobs.read(nameOf(key));
      const files = bytes === null ? null : await unpacked(bytes);
      if (files === null) return false;
      await writeFolder(folder, files);
      return true;
    },
  };
}

/** The sealed files of a folder. */
async function packed(folder: string): Promise<Buffer> {
  const names = await sealedNames(folder);
  if (names === null)
    throw new RecordError(`${folder}: has no ${SEAL}, so that nobody could tell whether it arrived whole`);
  const archive = pack();
  const whole = buffer(archive);
  for (const name of names) archive.entry({ name }, await readFile(join(folder, name)));
  archive.finalize();
  return whole;
}

/** @returns null for what is not as it was sent */
async function unpacked(bytes: Buffer): Promise<Record<string, Buffer> | null> {
  const archive = bytes.subarray(HASH_LENGTH);
  if (sha256Hex(archive) !== bytes.subarray(0, HASH_LENGTH).toString("latin1")) return null;
  const files: Record<string, Buffer> = {};
  const reader = extract();
  const read = (async () => {
    for await (const entry of reader) {
      const { name, type } = entry.header;
      if (type !== "file" || !NAME.test(name))
        throw new RecordError(`an artifact holds ${JSON.stringify(name)}, which is no file of a folder`);
      files[name] = await buffer(entry);
    }
  })();
  await Promise.all([pipeline([archive], reader), read]);
  return files;
}
