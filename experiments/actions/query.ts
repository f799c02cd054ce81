import { rename, rm } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../../harness/base/files.io.ts";
import { unfinishedName } from "../../harness/base/unfinished.io.ts";
import { analyzedFolders } from "../analyzed-folders.io.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { sourceNames } from "../matrix-names.ts";
import { RUNS } from "../named-run.io.ts";
import { makeFolder } from "../place.io.ts";
import { note, printDocument } from "../print.ts";
import { type Database, openDatabase } from "../query/database.io.ts";
import type { FlatTable } from "../query/flat-table.ts";
import { TEXT_FORMATS } from "../query/result-text.ts";
import { runTables } from "../query/run-tables.ts";

type Format = keyof typeof TEXT_FORMATS | "parquet";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly format?: Format;
  readonly out?: string;
}

/** Formats by the ending of a file. */
const BY_ENDING: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".json": "json",
  ".parquet": "parquet",
  ".txt": "table",
};

/**
 * Answers a question in SQL about run folders, which stay as they are.
 * @param words run folders, or their names under runs/, and last the SQL
 */
export async function query(words: readonly string[], { format: asked, out, identity }: Options): Promise<void> {
  await holdIdentity(identity);
  const named = words.slice(0, -1);
  const sql = words.at(-1)!;
  if (sql.trim() === "") throw new ConfigError('the SQL is empty: ask, such as "from configurations"');
  if ((await exists(sql)) || (await exists(join(RUNS, sql)))) {
    throw new ConfigError(`${sql}: is a file or folder; the last word must be the SQL, such as "from configurations"`);
  }
  const format = asked ?? (out === undefined ? "table" : formatOf(out));
  const writesParquet = format === "parquet";
  if (writesParquet && out === undefined) {
    throw new ConfigError("--format parquet: is no text; name a file with --out result.parquet");
  }
  const tables = runTables(await analyzedFolders(named), await sourceNames());
  // DuckDB writes Parquet itself, under a temporary name.
  const temporary = writesParquet ? await unfinishedName(resolve(out!), "tmp") : null;
  if (out !== undefined) await makeFolder(dirname(out), { role: "the folder of the result", option: "--out" });
  const database = await openDatabase(tables, temporary);
  try {
    if (temporary !== null) await writeParquet(database, sql, temporary, out!);
    else await writeText(TEXT_FORMATS[format as keyof typeof TEXT_FORMATS](await database.query(sql)), out);
  } catch (error) {
    if (error instanceof ConfigError && UNKNOWN_NAME.test(error.message)) note(columnsText(tables));
    throw error;
  } finally {
    database.close();
  }
}

/** @throws ConfigError on an ending that stands for no format */
function formatOf(out: string): Format {
  const format = BY_ENDING[extname(out).toLowerCase()];
  if (format !== undefined) return format;
  throw new ConfigError(`--out ${out}: ends in none of ${Object.keys(BY_ENDING).join(", ")}; say --format`);
}

async function writeText(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) printDocument(text);
  else await writeFileAtomically(out, text);
}

async function writeParquet(database: Database, sql: string, temporary: string, out: string): Promise<void> {
  try {
    await database.writeParquet(sql);
    await rename(temporary, out);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** How DuckDB refuses a table or column that there is not. */
const UNKNOWN_NAME = /^(Binder|Catalog) Error/;

/** "accuracyLow" and "accuracyIntervalHigh" belong to "accuracy". */
const RANGE_END = /(Interval)?(Low|High)$/;

/** The columns of all tables, for who misspelled one; those of a range go with their middle. */
function columnsText(tables: readonly FlatTable[]): string {
  return tables
    .map(({ name, columns }) => {
      const names = columns.map((one) => one.name);
      const own = names.filter((one) => !RANGE_END.test(one) || !names.includes(one.replace(RANGE_END, "")));
      return `${name}: ${own.join(", ")}`;
    })
    .join("\n");
}
