import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { perObject } from "../../base/per-object.ts";
import type { MatrixAxis } from "./matrix.ts";

/** Where each value of an axis stands first, by its canonical JSON: every cell of a long axis may ask. */
const indicesOf = perObject(
  ({ name, values }: MatrixAxis) =>
    // Reversed, so that the first of equal values wins.
    new Map(values.map((value, index) => [canonicalJson(value.given[name] ?? null), index] as const).toReversed()),
);

/** Index of an axis' first value that is a setting, however it is written; -1 if none is. */
export function indexOnAxis(axis: MatrixAxis, setting: Json): number {
  return indicesOf(axis).get(canonicalJson(setting)) ?? -1;
}
