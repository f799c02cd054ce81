import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RecordError } from "../../base/errors.ts";
import { exists } from "../../base/files.io.ts";
import { CELL_FOLDER, damaged } from "./part-json.ts";

/** A text file of a model folder. @throws RecordError if it is missing */
export async function readPart(folder: string, name: string): Promise<string> {
  return (await readPartBytes(folder, name)).toString("utf8");
}

/** Any file of a model folder. @throws RecordError if it is missing, or no file */
export async function readPartBytes(folder: string, name: string): Promise<Buffer> {
  const file = join(folder, name);
  if (!(await exists(file))) throw new RecordError(`${file} is missing: ${CELL_FOLDER}`);
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw damaged(file, `cannot be read (${cause.code})`, cause);
  });
}
