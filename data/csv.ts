import { tableLoader } from "./table-dataset.ts";
import { openCsvTable } from "./tables/csv-table.ts";

export const openCsv = tableLoader("csv", openCsvTable);
