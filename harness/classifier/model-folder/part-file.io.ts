import { join } from "node:path";
import { RecordError } from "../../base/errors.ts";
import { hasArtifact, readArtifact } from "../../base/folders.io.ts";
import { CELL_FOLDER } from "./part-json.ts";

/** A text file of a model folder. @throws RecordError if it is missing */
export async function readPart(folder: string, name: string): Promise<string> {
  return (await readPartBytes(folder, name)).toString("utf8");
}

/** Any file of a model folder. @throws RecordError if it is missing */
export async function readPartBytes(folder: string, name: string): Promise<Buffer> {
  if (!(await hasArtifact(folder, name))) throw new RecordError(`${join(folder, name)} is missing: ${CELL_FOLDER}`);
  return readArtifact(folder, name);
}
