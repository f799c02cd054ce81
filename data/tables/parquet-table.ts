import { createReadStream } from "node:fs";
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { DataError } from "../../harness/base/errors.ts";
import { cellText } from "./cell-text.ts";
import type { Faults } from "./faults.ts";
import { firstBytes, isGzipped, type NamedFile } from "./file-bytes.ts";
import type { Table, TableRow } from "./table.ts";

const MAGIC = "PAR1";
const ENCRYPTED_MAGIC = "PARE";

/**
 * Opens a Parquet file, uncompressed or compressed by Snappy, gzip, Brotli, LZ4 (both forms) or zstd. A row group of the columns
 * that are read is in memory at a time.
 */
export async function openParquetTable(file: NamedFile): Promise<Table> {
  await refuseOtherFormats(file);
  const buffer = await asyncBufferFromFile(file.path);
  const metadata = await parquetMetadataAsync(buffer).catch((cause: unknown) => {
    throw readError(file, cause);
  });
  const codecs = metadata.row_groups.flatMap(({ columns }) =>
    columns.flatMap(({ meta_data }) => meta_data?.codec ?? []),
  );
  const unknown = codecs.find((codec) => codec !== "UNCOMPRESSED" && compressors[codec] === undefined);
  if (unknown !== undefined) {
    throw new DataError(
      `${file.shownAs}: is compressed by ${unknown}, which is not read; write it with SNAPPY, GZIP, BROTLI, LZ4, ZSTD or uncompressed`,
    );
  }
  return {
    noun: "row",
    columnNoun: "column",
    columns: parquetSchema(metadata).children.map(({ element }) => element.name),
    headerLine: null,
    reading: { name: file.shownAs },
    rows: (columns, faults, onBytes) => parquetRows({ file, metadata }, columns, faults, onBytes),
  };
}

async function* parquetRows(
  { file, metadata }: { readonly file: NamedFile; readonly metadata: FileMetaData },
  columns: readonly string[],
  faults: Faults,
  onBytes?: (chunk: Buffer) => void,
): AsyncGenerator<readonly TableRow[]> {
  if (onBytes !== undefined) {
    for await (const chunk of createReadStream(file.path) as AsyncIterable<Buffer>) onBytes(chunk);
  }
  const buffer = await asyncBufferFromFile(file.path);
  const cells = columns.map((column) => cellText(`column ${JSON.stringify(column)}`));
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const objects = await parquetReadObjects({
      file: buffer,
      metadata,
      compressors,
      columns: [...new Set(columns)],
      rowStart,
      rowEnd,
    }).catch((cause: unknown) => {
      throw readError(file, cause);
    });
    const rows: TableRow[] = [];
    for (const [index, object] of objects.entries()) {
      const row = rowStart + index + 1;
      const texts = columns.map((column, at) => cells[at]!(object[column], row, faults));
      if (texts.every((cell) => cell !== null)) rows.push({ cells: texts, row });
    }
    yield rows;
    rowStart = rowEnd;
  }
}

async function refuseOtherFormats({ path, shownAs }: NamedFile): Promise<void> {
  const head = await firstBytes(path, MAGIC.length);
  if (head === MAGIC) return;
  if (head === "") throw new DataError(`${shownAs}: the file is empty`);
  if (head === ENCRYPTED_MAGIC) throw new DataError(`${shownAs}: is encrypted; write it without encryption`);
  const wayOut = isGzipped(head)
    ? `is compressed as a whole; unpack it first: gunzip -k ${shownAs}`
    : `does not begin with ${MAGIC}; if it is a text file, write csv:${shownAs} or jsonl:${shownAs}`;
  throw new DataError(`${shownAs}: this is no Parquet file: it ${wayOut}`);
}

function readError({ shownAs }: NamedFile, cause: unknown): DataError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DataError(`${shownAs}: cannot be read as Parquet: ${reason}; is the file complete?`, { cause });
}
