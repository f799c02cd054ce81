import type { TableData } from "../page/table-data.ts";
import { translatedTable } from "../page/translation.ts";
import { readPayload } from "./payload.ts";
import type { Shared } from "./shared.ts";

/** A table of the page, in its language. @returns null if the page has none of that id */
export async function readTable(id: string, { translation }: Pick<Shared, "translation">): Promise<TableData | null> {
  const original = await readPayload<TableData>(`table-${id}`);
  const other = translation?.tables.find((one) => one.id === id);
  return original === null || other === undefined ? original : translatedTable(original, other);
}
