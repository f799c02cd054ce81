import { stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { columnFacts, guessColumns, kindOfFile } from "../../data/guess-columns.ts";
import { openDataset } from "../../data/registry.ts";
import { spelledValue, splitParameters, splitSpec } from "../../data/spec.ts";
import { isTableKind, readDatasetOptions, type TableKind } from "../../data/table-options.ts";
import { ConfigError, DataError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { printableName } from "../../harness/base/printable.ts";
import { forShell } from "../../harness/base/shell.ts";
import { wordsOfMost } from "../../harness/classifier/text/text-lengths.ts";
import { unsplitShare } from "../../harness/classifier/text/unsplit-texts.ts";
import type { Dataset } from "../../harness/contract/index.ts";
import { TOKENIZER_MISFIT } from "../../harness/contract/measuring.ts";
import { listing, plural } from "../../harness/judge/figures/format.ts";
import { matrixText, READ_WHOLE, type Reading } from "../new-matrix.ts";
import { print } from "../print.ts";

interface Options {
  readonly text?: string;
  readonly label?: string;
  readonly out?: string;
}

/**
 * Looks through a file of rows, checks that a run could use it, and writes a matrix for it.
 * @param named the file, with the options of a dataset if it needs any: "news.csv", "news.csv,empty=skip" or "csv:news.csv"
 * @throws DataError as a run would, ConfigError if the matrix cannot be written or exists already
 */
export async function init(named: string, options: Options): Promise<void> {
  const { kind, parameters } = await datasetNamed(named);
  const asked = readDatasetOptions(kind, parameters);
  const file = asked.trainName;
  const shownAs = printableName(file);
  const name = matrixName(file);
  const out = options.out ?? `${name}.json`;
  if (await exists(out)) throw alreadyThere(out);
  if (!(await isFile(file))) {
    const why = (await exists(file)) ? "is not a file" : "no such file";
    throw new ConfigError(`${shownAs}: ${why}; name a file of rows, such as data.csv`);
  }
  const { columns, headless } = await columnFacts(kind, { path: resolve(file), shownAs }, asked.table);
  const given = splitParameters(kind, parameters).map((part) => part.split("=", 1)[0]);
  const isChosen =
    ["text", "label"].some((option) => given.includes(option)) ||
    options.text !== undefined ||
    options.label !== undefined;
  if (headless !== null && !isChosen) {
    throw new DataError(
      `${shownAs}: ${headless}; if it is a header, choose its columns with --text COLUMN and --label COLUMN`,
    );
  }
  const guessed = guessColumns(columns);
  const choose = (option: "text" | "label") =>
    given.includes(option) ? asked.columns[option] : (options[option] ?? guessed[option] ?? option);
  const [text, label] = [choose("text"), choose("label")];
  const written = { text: given.includes("text") ? "text" : text, label: given.includes("label") ? "label" : label };
  const dataset = datasetSpec(`${kind}:${parameters}`, written);
  const opened = await openDataset(dataset, { baseFolder: process.cwd() });
  const { labels, rowCounts } = opened;
  const rowsOfLabel = columns.find((column) => column.name === label)?.rowsOfValue;
  const others = columns
    .map((column) => column.name)
    .filter((column) => column !== text && column !== label)
    // As pandas writes an index.
    .map((column) => (column === "" ? "a column without a name" : column));
  const matrix = matrixText({
    file,
    name,
    dataset,
    text,
    label,
    others,
    rows: rowCounts.train,
    reading: await readingOf(opened),
    classes: labels.map((one) => ({ label: one, rows: rowsOfLabel?.get(one) ?? null })),
  });
  // wx: whatever appeared there meanwhile stays.
  await writeFile(out, matrix, { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "EEXIST") throw alreadyThere(out);
    if (cause.code !== "ENOENT" && cause.code !== "ENOTDIR") throw cause;
    throw new ConfigError(
      `${printableName(out)}: ${printableName(dirname(out))} is no folder; make it, or name another file with --out`,
      { cause },
    );
  });
  print(
    `${printableName(out)}: ${plural(rowCounts.train, "row")} with texts in ${printableName(text)} and ${plural(labels.length, "class", "classes")} in ${printableName(label)}`,
  );
  if (others.length > 0) print(`Not read: ${printableName(listing(others))}. --text and --label choose other columns.`);
  print(`\nNext, see what it would run and how long that takes:\n\n  npx pricewar run ${forShell(out)} --dry-run`);
}

async function readingOf(dataset: Pick<Dataset, "rows">): Promise<Reading> {
  const segmenter = (await unsplitShare(dataset)) > TOKENIZER_MISFIT ? "characters" : "words";
  return { segmenter, wordsOfMost: (await wordsOfMost(dataset, segmenter, READ_WHOLE)) ?? 0 };
}

/** A file as a dataset of its kind, and what stands after the colon of the dataset's name. */
async function datasetNamed(named: string): Promise<{ readonly kind: TableKind; readonly parameters: string }> {
  if (await isFile(named)) return { kind: kindOfFile(named), parameters: spelledValue(named) };
  const { name, parameters } = splitSpec(named);
  if (parameters !== null && isTableKind(name)) return { kind: name, parameters };
  const [file = ""] = splitParameters("csv", named);
  return { kind: kindOfFile(file), parameters: named };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function alreadyThere(out: string): ConfigError {
  return new ConfigError(`${printableName(out)} exists already and stays as it is: name another file with --out`);
}

/** "Our News (2026).csv" -> "our-news-2026": what a matrix may be called, "constructor" not among it. */
function matrixName(file: string): string {
  const words = basename(file, extname(file))
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = words?.join("-") ?? "mine";
  return name in {} ? `${name}-data` : name;
}

/** Only names other than the default ones are added. */
function datasetSpec(spec: string, columns: { readonly text: string; readonly label: string }): string {
  const named = Object.entries(columns).filter(([option, column]) => column !== option);
  return [spec, ...named.map(([option, column]) => `${option}=${spelledValue(column)}`)].join(",");
}
