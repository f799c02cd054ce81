import { isWritten, type TableData, type WrittenData } from "../../reports/page/table-data.ts";

/** The column of texts with that heading. */
export function writtenColumn({ id, columns }: TableData, title: string): WrittenData {
  const found = columns.filter(isWritten).find((column) => column.title === title);
  if (found === undefined) throw new Error(`table ${id} has no column "${title}" of texts`);
  return found;
}
