import type { Read } from "../../base/documents/read.ts";
import { unknownName } from "../../base/registry.ts";
import type { Fields } from "../../contract/plan.ts";
import { spellings } from "../../contract/spellings.ts";

/** Which cells something holds for: those whose written fields match every pair; no pair matches all. */
export interface CellPattern {
  readonly pairs: readonly { readonly key: string; readonly value: RegExp }[];
}

/** A comma that begins the next pair; the others belong to a value, such as [24,12]. */
const BETWEEN_PAIRS = /,\s*(?=[\w.]+=)/;

/**
 * "*", or "quantization=int8*,serveBackend=wasm": a * in a value stands for anything. A value is written as in --filter,
 * a plugin by its name or as JSON.
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

function wildcard(text: string): RegExp {
  const literal = text.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s");
}

export function matchesCell({ pairs }: CellPattern, fields: Fields): boolean {
  return pairs.every(({ key, value }) => {
    const field = fields[key];
    return field !== undefined && spellings(field).some((spelling) => value.test(spelling));
  });
}
