import { join } from "node:path";
import { RecordError } from "../../base/errors.ts";
import { refusalOf } from "../../base/file-refusals.ts";
import { hasArtifact, readArtifact } from "../../base/folders.io.ts";
import { CELL_FOLDER, damaged } from "./part-json.ts";

/** A text file of a model folder. @throws RecordError if it is missing */
export async function readPart(folder: string, name: string): Promise<string> {
  return (await readPartBytes(folder, name)).toString("utf8");
}

/** Any file of a model folder. @throws RecordError if it is missing, or no file */
export async function readPartBytes(folder: string, name: string): Promise<Buffer> {
  const file = join(folder, name);
  if (!(await hasArtifact(folder, name))) throw new RecordError(`${file} is missing: ${CELL_FOLDER}`);
  return readArtifact(folder, name).catch((cause: unknown) => {
    if (cause instanceof RecordError) throw cause;
    throw damaged(file, `cannot be read (${refusalOf(cause)})`, cause);
  });
}
