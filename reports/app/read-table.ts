import type { TableData } from "../page/table-data.ts";
import { tableId } from "../page/translation.ts";
import { readTranslated } from "./read-translated.ts";
import type { Shared } from "./shared.ts";

/** A table of the page, in its language. @returns null if the page has none of that id */
export function readTable(id: string, { translation }: Pick<Shared, "translation">): Promise<TableData | null> {
  return readTranslated<TableData>(tableId({ id }), translation);
}
