import { stat, writeFile } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { columnFacts, guessColumns } from "../../data/guess-columns.ts";
import { openDataset } from "../../data/registry.ts";
import { spelledValue } from "../../data/spec.ts";
import { ConfigError, DataError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { printableName } from "../../harness/base/printable.ts";
import { forShell } from "../../harness/base/shell.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { matrixText } from "../new-matrix.ts";
import { print } from "../print.ts";

interface Options {
  readonly text?: string;
  readonly label?: string;
  readonly out?: string;
}

/**
 * Looks through a file of rows, checks that a run could use it, and writes a matrix for it.
 * @throws DataError as a run would, ConfigError if the matrix exists already
 */
export async function init(file: string, options: Options): Promise<void> {
  const shownAs = printableName(file);
  const name = matrixName(file);
  const out = options.out ?? `${name}.json`;
  if (await exists(out)) throw alreadyThere(out);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new ConfigError(`${shownAs}: no such file; name a file of rows, such as data.csv`);
  const { kind, columns, headless } = await columnFacts({ path: resolve(file), shownAs });
  if (headless !== null && options.text === undefined && options.label === undefined) {
    throw new DataError(`${shownAs}: ${headless}; where that is wrong, say so by --text COLUMN and --label COLUMN`);
  }
  const guessed = guessColumns(columns);
  const [text, label] = [options.text ?? guessed.text ?? "text", options.label ?? guessed.label ?? "label"];
  const dataset = datasetSpec(kind, file, { text, label });
  const { labels, rowCounts } = await openDataset(dataset, { baseFolder: process.cwd() });
  const rowsOfLabel = columns.find((column) => column.name === label)?.rowsOfValue;
  const written = matrixText({
    file,
    name,
    dataset,
    text,
    label,
    others: columns.map((column) => column.name).filter((column) => column !== text && column !== label),
    rows: rowCounts.train,
    classes: labels.map((one) => ({ label: one, rows: rowsOfLabel?.get(one) ?? null })),
  });
  // wx: whatever appeared there meanwhile stays.
  await writeFile(out, written, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? alreadyThere(out) : error;
  });
  print(
    `${printableName(out)}: ${plural(rowCounts.train, "row")} with texts in ${printableName(text)} and ${plural(labels.length, "class", "classes")} in ${printableName(label)}`,
  );
  print(`\nNext, see what it would run and how long that takes:\n\n  npx pricewar run ${forShell(out)} --dry-run`);
}

function alreadyThere(out: string): ConfigError {
  return new ConfigError(`${printableName(out)} exists already and stays as it is: name another file with --out`);
}

/** "Our News (2026).csv" -> "our-news-2026": what a matrix may be called. */
function matrixName(file: string): string {
  const words = basename(file, extname(file))
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join("-") ?? "mine";
}

/** Only names other than the default ones are written. */
function datasetSpec(kind: string, file: string, columns: { readonly text: string; readonly label: string }): string {
  const named = Object.entries(columns).filter(([option, column]) => column !== option);
  const options = named.map(([option, column]) => `${option}=${spelledValue(column)}`);
  return [`${kind}:${spelledValue(file)}`, ...options].join(",");
}
