import type { FileReading } from "../../harness/contract/texts.ts";
import type { Faults, RowNoun } from "./faults.ts";
import type { NamedFile } from "./file-bytes.ts";

/** How tables of files are to be read, as the dataset's options say. */
export interface TableOptions {
  /** The columns that will be read; they help to recognize the separator. */
  readonly wanted: readonly string[];
  /** Between the fields of a CSV file; null to recognize it. */
  readonly separator: string | null;
  /** Whether quotes are characters like any other in a CSV file. */
  readonly literalQuotes: boolean;
  /** A name that TextDecoder knows; null for UTF-8, or UTF-16 with a byte order mark. */
  readonly encoding: string | null;
}

/** A file of named columns, whose rows can be streamed as often as needed. */
export interface Table {
  readonly noun: RowNoun;
  readonly columns: readonly string[];
  /** The line of the columns' names; null where they do not have one. */
  readonly headerLine: number | null;
  /** Names of columns are these, in messages: "column" or "field". */
  readonly columnNoun: string;
  readonly reading: FileReading;
  /**
   * Streams the cells of some columns, in batches of rows. A row that cannot be read is a fault and left out.
   * @param columns each one of `columns`
   * @param onBytes receives every chunk of the file's content: unpacked, and as UTF-8
   * @throws DataError where reading cannot go on
   */
  rows(
    columns: readonly string[],
    faults: Faults,
    onBytes?: (chunk: Buffer) => void,
  ): AsyncIterable<readonly TableRow[]>;
  /** A sentence on a first line that has none of the wanted columns, since it is no header but a row; null if nothing tells. */
  headless?(): Promise<string | null>;
}

export interface TableRow {
  /** In the order of the columns that were asked for; "" for a missing value. */
  readonly cells: readonly string[];
  /** 1-based: the physical line on which it starts, or its number. */
  readonly row: number;
}

/** @throws DataError on a file that is no table of this format */
export type OpenTable = (file: NamedFile, options: TableOptions) => Promise<Table>;
