import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { readStored } from "../../harness/base/at-rest/stored.io.ts";
import { writeFileAtomically } from "../../harness/base/files.io.ts";
import type { MarkLine } from "../../harness/contract/mark.ts";
import { markText, parseMark } from "../../harness/contract/marks-file.io.ts";
import { markName } from "./mark-names.ts";

/** A mark that an earlier run of the same content measured; null if none did, or the file is damaged. */
export async function cachedMark(artifacts: string, key: string): Promise<MarkLine | null> {
  const file = fileOf(artifacts, key);
  const text = await readStored(file).then(String, () => null);
  // The time of an entry is that of its last use, by which a full cache decides.
  if (text !== null) await utimes(file, new Date(), new Date()).catch(() => undefined);
  return text === null ? null : parseMark(text.trimEnd());
}

export async function cacheMark(artifacts: string, mark: MarkLine): Promise<void> {
  await writeFileAtomically(fileOf(artifacts, mark.key), `${markText(mark)}\n`);
}

function fileOf(artifacts: string, key: string): string {
  return join(artifacts, markName(key));
}
