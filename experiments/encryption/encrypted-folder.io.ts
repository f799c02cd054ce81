/** What a run folder says in clear of its encryption: that it is encrypted, and to whom. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { ConfigError, RecordError } from "../../harness/base/errors.ts";
import { writeAsItIs } from "../../harness/base/files.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { shownPlace } from "../place.io.ts";

const schema = z.object({
  /** Whoever can open the run's files: "age1…". */
  recipients: z.array(z.string().startsWith("age1")).min(1),
  /** An age file for these recipients, in base64: the run's own secret key, to which all is encrypted, too. */
  key: z.base64(),
});

export type EncryptedFolder = z.output<typeof schema>;

/** Null for a folder whose files are in clear. @throws RecordError where this cannot be read */
export async function encryptedFolder(folder: string): Promise<EncryptedFolder | null> {
  const file = join(folder, RUN_FILES.encryption);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new RecordError(
      `${shownPlace(file)} is damaged, so nothing tells to whom the run is encrypted; restore it, or name another folder`,
      { cause },
    );
  }
}

/**
 * Says in a folder that it is encrypted, before anything else is there.
 * @throws ConfigError if a run with another key has begun there since this one looked
 */
export async function sayEncrypted(folder: string, encryption: EncryptedFolder): Promise<void> {
  const said = await encryptedFolder(folder);
  if (said?.key === encryption.key) return;
  if (said !== null) {
    throw new ConfigError(
      `${shownPlace(folder)}: another encrypted run has begun here meanwhile; go on with it with --identity FILE, or name another folder with --out`,
    );
  }
  await writeAsItIs(join(folder, RUN_FILES.encryption), `${JSON.stringify(encryption, null, 2)}\n`);
}
