import { parquetWriteBuffer } from "hyparquet-writer";

type Options = Parameters<typeof parquetWriteBuffer>[0];

/** A Parquet file with these columns. */
export function parquetFile(columnData: Options["columnData"], options: Omit<Options, "columnData"> = {}): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}

export const PARQUET_ROWS = parquetFile([
  { name: "text", data: ["good", "bad"], type: "STRING" },
  { name: "label", data: [1, 0], type: "INT32" },
]);
