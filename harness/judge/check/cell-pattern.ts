import type { Read } from "../../base/documents/read.ts";
import { unknownName } from "../../base/registry.ts";
import { wildcard } from "../../base/wildcard.ts";
import type { Fields } from "../../contract/plan.ts";
import { spellings } from "../../contract/spellings.ts";

/** Matches cells whose fields, as written in the matrix, match every pair. Without pairs, it matches all cells. */
export interface CellPattern {
  readonly pairs: readonly { readonly key: string; readonly value: RegExp }[];
}

/** A comma followed by a key. Other commas belong to a value, such as [24,12]. */
const BETWEEN_PAIRS = /,\s*(?=[\w.]+=)/;

/**
 * Reads "*" or a pattern such as "quantization=int8*,serveBackend=wasm"; a * in a value matches anything. Values are
 * written as in --filter, and plugins by name or as JSON.
 * @param known names of the axes
 */
export function readCellPattern(text: string, known: readonly string[]): Read<CellPattern> {
  if (text.trim() === "*") return { ok: true, value: { pairs: [] } };
  const pairs: CellPattern["pairs"][number][] = [];
  for (const piece of text.trim().split(BETWEEN_PAIRS)) {
    const split = piece.indexOf("=");
    const key = piece.slice(0, split);
    if (split < 1) {
      return { ok: false, message: `must be "*" or pairs such as "quantization=int8*,threads=1", got "${piece}"` };
    }
    if (!known.includes(key)) return { ok: false, message: unknownName("field", key, known) };
    pairs.push({ key, value: wildcard(piece.slice(split + 1).trim()) });
  }
  return { ok: true, value: { pairs } };
}

export function matchesCell({ pairs }: CellPattern, fields: Fields): boolean {
  return pairs.every(({ key, value }) => {
    const field = fields[key];
    return field !== undefined && spellings(field).some((spelling) => value.test(spelling));
  });
}
