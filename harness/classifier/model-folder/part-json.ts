import type { Json } from "../../base/canonical-json.ts";
import { RecordError } from "../../base/errors.ts";

/** @throws RecordError: a file of a model folder is damaged */
export function damaged(file: string, problem: string, cause?: unknown): RecordError {
  const wayOut = "run its cell again, or name another finished cell's folder";
  return new RecordError(`${file} is damaged: ${problem}; ${wayOut}`, { cause });
}

/** Where the folders are that pricewar can open. */
export const CELL_FOLDER = "name a finished cell's folder, such as runs/quant/cells/<experiment id>";

/** @throws RecordError: a model folder is another program's */
export function foreign(file: string): RecordError {
  return new RecordError(`${file} was not written by pricewar: it has no "pricewar" entry; ${CELL_FOLDER}`);
}

/** The JSON of a model folder's file, its fields unchecked. @throws RecordError on anything but JSON */
export function parsePartJson(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw damaged(file, "not JSON", cause);
  }
}
