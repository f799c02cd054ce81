import { ConfigError } from "../../../../harness/base/errors.ts";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";

/** The lines of the error for the text of a matrix. */
export function refusals(text: string, names = NAMES): string[] {
  try {
    parseMatrix(text, "m.json", names);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  throw new Error("the matrix was accepted");
}
