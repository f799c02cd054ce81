import { canonicalJson, type Json } from "../../harness/base/canonical-json.ts";
import { wholeSettings } from "../../harness/measure/matrix/cell-settings.ts";
import type { KnownSources } from "../../harness/measure/matrix/known-names.ts";
import { type ColumnType, column, type FlatValue, type ReadColumn } from "./flat-table.ts";
import type { FolderCell } from "./folder-cell.ts";

/**
 * A column for every field of the cells: "model.embedding" is model_embedding, null where a model's source does not use it. Its type is that of all its values, which are
 * known here: a number, true or false, or else text, a plugin as JSON.
 * @param taken names of other columns in lower case, since SQL does not tell cases apart: a field of such a name is setting_NAME
 */
export function settingColumns(
  cells: readonly FolderCell[],
  taken: ReadonlySet<string>,
  names: KnownSources,
): ReadColumn<FolderCell>[] {
  const settings = new Map(
    cells.map(({ analysis, result }) => [result, wholeSettings(analysis.plan, result.cell, names)]),
  );
  const fields = [...new Set([...settings.values()].flatMap(Object.keys))].filter((name) => name !== "seed");
  return fields.map((name) => {
    const values = [...settings.values()].flatMap((own) => (own[name] == null ? [] : [own[name]]));
    const type = typeOf(values);
    const plain = name.replaceAll(".", "_");
    const ownName = taken.has(plain.toLowerCase()) ? `setting_${plain}` : plain;
    return column(ownName, type, `${name} of the matrix`, ({ result }) => flat(settings.get(result)![name], type));
  });
}

function typeOf(values: readonly Json[]): ColumnType {
  if (values.every((value) => typeof value === "number")) return "DOUBLE";
  return values.every((value) => typeof value === "boolean") ? "BOOLEAN" : "VARCHAR";
}

function flat(value: Json | undefined, type: ColumnType): FlatValue {
  if (value === undefined || value === null) return null;
  if (type !== "VARCHAR" || typeof value === "string") return value as FlatValue;
  return canonicalJson(value);
}
