import { tableLoader } from "./table-dataset.ts";
import { openJsonLinesTable } from "./tables/json-lines-table.ts";

export const openJsonLines = tableLoader("jsonl", openJsonLinesTable);
