/** Flat tables in an in-memory DuckDB, which is loaded by this file alone. */
import { ConfigError, PricewarError } from "../../harness/base/errors.ts";
import type { ColumnType, FlatTable, FlatValue } from "./flat-table.ts";
import { type PlainValue, plainValue } from "./plain-value.ts";

type DuckDb = typeof import("@duckdb/node-api");
type Connection = Awaited<ReturnType<Awaited<ReturnType<DuckDb["DuckDBInstance"]["create"]>>["connect"]>>;

/** Rows per chunk: DuckDB's own vectors have as many. */
const CHUNK_ROWS = 2048;
const MICROSECONDS_PER_MS = 1000n;

export interface QueryResult {
  readonly columns: readonly string[];
  /** [rows][columns] */
  readonly rows: readonly (readonly PlainValue[])[];
}

export interface Database {
  /**
   * Runs SQL, of which the last statement's result counts. Of columns of one name the second is "name:1".
   * @throws ConfigError with DuckDB's message, or where there is no statement
   */
  query(sql: string): Promise<QueryResult>;
  /** Writes the result of one statement to the file that the database was opened for. @throws ConfigError likewise */
  writeParquet(sql: string): Promise<void>;
  close(): void;
}

/**
 * Opens a database with these tables, whose columns have the given types and comments. Its SQL can read and write no file, reach no network
 * and load no extension, but for one file.
 * @param parquetFile absolute, which `writeParquet` may write; null for none
 * @throws PricewarError where the package is not installed
 */
export async function openDatabase(tables: readonly FlatTable[], parquetFile: string | null): Promise<Database> {
  const duckDb = await load();
  const instance = await duckDb.DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const table of tables) await addTable(duckDb, connection, table);
  if (parquetFile !== null) await connection.run(`SET allowed_paths = [${quotedText(parquetFile)}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
  return {
    query: async (sql) => {
      // Without a list of values, if only an empty one, the client gives the result of the first statement.
      const reader = await connection.runAndReadAll(sql, []).catch(refuse);
      const types = reader.columnTypes().map(String);
      const rows = reader.getRowsJson().map((row) => row.map((value, at) => plainValue(value, types[at]!)));
      return { columns: reader.deduplicatedColumnNames(), rows };
    },
    writeParquet: async (sql) => {
      const { count } = await connection.extractStatements(sql).catch(refuse);
      if (count !== 1)
        throw new ConfigError(
          `Parquet takes the result of one statement, and the SQL has ${count}: leave the others out`,
        );
      // On a line of its own: the query may end in a comment.
      const query = sql.trim().replace(/;$/, "");
      await connection.run(`COPY (${query}\n) TO ${quotedText(parquetFile!)} (FORMAT parquet)`).catch(refuse);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function load(): Promise<DuckDb> {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    throw new PricewarError(
      "query needs DuckDB, which is not installed here: npm install --ignore-scripts @duckdb/node-api (about 70 MB)",
      { cause },
    );
  }
}

async function addTable(
  duckDb: DuckDb,
  connection: Connection,
  { name, comment, columns, rows }: FlatTable,
): Promise<void> {
  const table = quotedName(name);
  await connection.run(
    `CREATE TABLE ${table} (${columns.map((one) => `${quotedName(one.name)} ${one.type}`).join(", ")})`,
  );
  await connection.run(`COMMENT ON TABLE ${table} IS ${quotedText(comment)}`);
  for (const one of columns) {
    await connection.run(`COMMENT ON COLUMN ${table}.${quotedName(one.name)} IS ${quotedText(one.comment)}`);
  }
  const appender = await connection.createAppender(name);
  const types = columns.map(({ type }) => duckDb[type]);
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = duckDb.DuckDBDataChunk.create(types);
    chunk.setRows(
      rows.slice(start, start + CHUNK_ROWS).map((row) => row.map((value, at) => native(value, columns[at]!.type))),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();

  function native(value: FlatValue, type: ColumnType) {
    if (value === null) return null;
    if (type === "BIGINT") return BigInt(value);
    if (type !== "TIMESTAMP") return value;
    return new duckDb.DuckDBTimestampValue(BigInt(Date.parse(String(value))) * MICROSECONDS_PER_MS);
  }
}

/** What the client says where SQL has no statement. */
const NO_STATEMENT = "Error in native callback";

/** How DuckDB refuses a file. */
const NO_FILES = /^Permission Error: .*file system operations are disabled/;

/** DuckDB's own words, with the way out where they have none. */
function refuse(error: unknown): never {
  const words = (error instanceof Error ? error.message : String(error)).replace(/^Failed to extract statements: /, "");
  const files = NO_FILES.test(words) ? "; SQL reads and writes no files here: --out FILE writes the result" : "";
  const message =
    words === NO_STATEMENT
      ? 'the SQL has no statement: ask, such as "select * from configurations"'
      : words.replace(/(?=\n|$)/, files);
  throw new ConfigError(message, { cause: error });
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
