/** Files of models and word vectors that a plan was made with, which machines pass on to one another under SHA-256 of their seal. */
import { mkdtemp, readFile, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "../../base/canonical-json.ts";
import { ConfigError } from "../../base/errors.ts";
import { writeFolder } from "../../base/folders.io.ts";
import { folderInspector, sealOf } from "../../base/seal.io.ts";
import type { FilesOfFolder } from "../../contract/model-source.ts";
import { ARTIFACT_NAME, type ArtifactStore } from "./artifact-store.ts";
import { sealHash } from "./models.io.ts";

/** An artifact is packed in memory, and unpacked there. */
const LARGEST_BYTES = 1_000_000_000;

/**
 * Passes files on, unless they are there.
 * @param under the folder that they have in the artifact
 * @returns SHA-256 of their seal
 * @throws ConfigError on a name that no artifact takes, or where they are too large for where artifacts go
 */
export async function passOnContent(
  artifacts: ArtifactStore,
  { folder, names }: FilesOfFolder,
  under: string,
): Promise<string> {
  const files: Record<string, Buffer> = {};
  let bytes = 0;
  for (const name of names) {
    const sent = `${under}/${name.replaceAll("\\", "/")}`;
    if (!ARTIFACT_NAME.test(sent)) throw new ConfigError(oddName(folder, sent));
    bytes += (await stat(join(folder, name))).size;
    if (bytes > LARGEST_BYTES)
      throw new ConfigError(
        `${folder}: has more than ${LARGEST_BYTES / 1e6} MB, too much to travel; run without --redis`,
      );
    files[sent] = await readFile(join(folder, name));
  }
  const sha256 = sha256Hex(sealOf(files));
  if (!(await artifacts.has(keyOf(sha256)))) await share(artifacts, sha256, files);
  return sha256;
}

async function share(artifacts: ArtifactStore, sha256: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), "pricewar-content-"));
  try {
    const sealed = join(place, "content");
    await writeFolder(sealed, files);
    await artifacts.share(keyOf(sha256), sealed);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Puts files in a folder, unless they are there. @returns whether they are there whole */
export async function fetchContent(artifacts: ArtifactStore, folder: string, sha256: string): Promise<boolean> {
  const isThere = async () => (await sealHash(folder)) === sha256 && (await folderInspector()(folder)) === "whole";
  if (!(await isThere()) && !((await artifacts.get(keyOf(sha256), folder)) && (await isThere()))) return false;
  // The time of a folder is that of its last use, by which a full cache decides.
  await utimes(folder, new Date(), new Date()).catch(() => undefined);
  return true;
}

/** Whether all of them can still be had; asking keeps them for longer. */
export async function areContentsThere(artifacts: ArtifactStore, hashes: readonly string[]): Promise<boolean> {
  for (const sha256 of hashes) if (!(await artifacts.has(keyOf(sha256)))) return false;
  return true;
}

function keyOf(sha256: string): string {
  return `content-${sha256}`;
}

function oddName(folder: string, sent: string): string {
  return (
    `${folder}: "${sent}" cannot be sent to workers: names of files and folders that travel are of letters, digits, "_", "-", "+" and ` +
    "dots that do not come first; rename it, or run without --redis"
  );
}
