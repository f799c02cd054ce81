import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract, pack } from "tar-stream";
import { sha256Hex } from "../../base/canonical-json.ts";
import { RecordError } from "../../base/errors.ts";
import { writeFolder } from "../../base/folders.io.ts";
import { SEAL, sealedNames } from "../../base/seal.io.ts";
import { ARTIFACT_NAME, type ArtifactStore, type BlobStore } from "./artifact-store.ts";

const HASH_LENGTH = 64;
/** Of each file: when it was written is no part of what it is. */
const NO_TIME = new Date(0);

/** Folders as archives: each begins with the SHA-256 of what follows, so that what arrives is what was sent. */
export function packedArtifacts(blobs: BlobStore): ArtifactStore {
  const nameOf = (key: string) => `${key}.tar`;
  const get = async (key: string, folder: string) => {
    const head = await blobs.read(nameOf(key), HASH_LENGTH);
    if (head === null) return false;
    if ((await hashOf(folder)) === head.toString("latin1")) return true;
    const bytes = await blobs.read(nameOf(key));
    const files = bytes === null ? null : await unpacked(bytes);
    if (files === null) return false;
    await writeFolder(folder, files);
    return true;
  };
  return {
    has: (key) => blobs.has(nameOf(key)),
    share: async (key, folder) => {
      if (await get(key, folder)) return;
      const archive = await packed(folder);
      const bytes = Buffer.concat([Buffer.from(sha256Hex(archive), "latin1"), archive]);
      if (await blobs.add(nameOf(key), bytes)) return;
      // Another machine was quicker just now; or what is there is damaged, and so of no use to any.
      if (!(await get(key, folder))) await blobs.write(nameOf(key), bytes);
    },
    get,
  };
}

/** SHA-256 of a folder's archive; null where it is none that could be sent. */
async function hashOf(folder: string): Promise<string | null> {
  return packed(folder).then(sha256Hex, () => null);
}

/** The sealed files of a folder: equal folders give equal archives. */
async function packed(folder: string): Promise<Buffer> {
  const names = await sealedNames(folder);
  if (names === null)
    throw new RecordError(`${folder}: has no ${SEAL}, so that nobody could tell whether it arrived whole`);
  const archive = pack();
  const whole = buffer(archive);
  for (const name of names) archive.entry({ name, mtime: NO_TIME }, await readFile(join(folder, name)));
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
      if (type !== "file" || !ARTIFACT_NAME.test(name))
        throw new RecordError(`an artifact holds ${JSON.stringify(name)}, which is no file of a folder`);
      files[name] = await buffer(entry);
    }
  })();
  await Promise.all([pipeline([archive], reader), read]);
  return files;
}
