import { tableLoader } from "./table-dataset.ts";
import { openParquetTable } from "./tables/parquet-table.ts";

export const openParquet = tableLoader("parquet", openParquetTable);
