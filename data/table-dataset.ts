import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { flattened } from "../harness/base/batches.ts";
import { contentId } from "../harness/base/canonical-json.ts";
import { formatCount, plural } from "../harness/base/counts.ts";
import { ConfigError, DataError } from "../harness/base/errors.ts";
import { refusalOf } from "../harness/base/file-refusals.ts";
import { printableName } from "../harness/base/printable.ts";
import { unknownName } from "../harness/base/registry.ts";
import type { Dataset, TextRow } from "../harness/contract/index.ts";
import { isEmptyCell } from "./cells.ts";
import { packSurvey, surveyKey, unpackSurvey } from "./kept-survey.ts";
import { lookalikeText, rareClassesText, severalLabelsText, unknownLabelsText } from "./label-faults.ts";
import { labelMeaning, sortedLabels } from "./labels.ts";
import { type DatasetLoader, type OpenOptions, spelledValue } from "./spec.ts";
import { columnNames, type DatasetOptions, readDatasetOptions, type TableKind } from "./table-options.ts";
import { type Survey, survey } from "./table-survey.ts";
import { Faults, throwFaults } from "./tables/faults.ts";
import type { OpenedFile } from "./tables/file-bytes.ts";
import { shown } from "./tables/shown.ts";
import type { OpenTable, Table } from "./tables/table.ts";

/** With fewer rows of a class, an 80/20 split and a validation share of the 80 would most likely leave a part without any. */
const MIN_ROWS_TO_SPLIT = 5;

/**
 * A loader of datasets whose rows are in files of one format: "FILE" or "FILE,test=FILE,option=value,…". The files are
 * streamed, once to validate them, unless a survey of theirs is kept, and once for every call of `rows`. The id does not depend on their folder. With `dedupe`
 * equal texts are one source, with `group` equal cells of a column are, and training rows of a test row's source are left out.
 */
export function tableLoader(kind: TableKind, openTable: OpenTable): DatasetLoader {
  return async (parameters, options) => {
    const asked = readDatasetOptions(kind, parameters);
    const survey = (name: string, testOf: string | null) =>
      surveyedFile({ name, testOf }, { kind, ...asked }, openTable, options);
    const train = await survey(asked.trainName, null);
    const test = asked.testName === null ? null : await survey(asked.testName, asked.trainName);
    judgeLabels(train, test, asked);
    throwFaults([train.faults, ...(test === null ? [] : [test.faults])]);
    return datasetOf(kind, asked, requireSurveyed(train), test === null ? null : requireSurveyed(test));
  };
}

/** A file that has been read once. */
interface SurveyedFile {
  readonly faults: Faults;
  /** Null, like what follows, where reading failed, and so faults say why. */
  readonly file: OpenedFile | null;
  readonly table: Table | null;
  readonly survey: Survey | null;
}

type ReadFile = { readonly [Key in keyof SurveyedFile]: NonNullable<SurveyedFile[Key]> };

async function surveyedFile(
  { name, testOf }: { readonly name: string; readonly testOf: string | null },
  { kind, table: tableOptions, columns, skipEmpty, dedupe }: DatasetOptions & { readonly kind: TableKind },
  openTable: OpenTable,
  { baseFolder, surveys }: OpenOptions,
): Promise<SurveyedFile> {
  const file = await openFile(name, baseFolder).catch(dataError);
  if (file instanceof DataError) return unread(name, null, file);
  const table = await openTable(file, tableOptions).catch(dataError);
  if (table instanceof DataError) return unread(name, file, table);
  const faults = new Faults(file.shownAs, table.noun);
  const surveyedAs = { kind, isTest: testOf !== null, columns, skipEmpty, dedupe, table: tableOptions };
  const key = surveys === undefined ? null : surveyKey(file, surveyedAs);
  const kept = key === null ? null : await surveys!.find(key);
  if (kept !== null) return { faults, file, table, survey: unpackSurvey(kept) };
  const grouping = dedupe || columns.group !== null ? { byText: dedupe, byGroup: columns.group !== null } : null;
  const found = await survey(table, { columns, skipEmpty, grouping, testOf }, faults);
  if (key !== null && found !== null && faults.lines().length === 0) await surveys!.keep(key, packSurvey(found));
  return { faults, file, table, survey: found };
}

/** @throws anything but a DataError, which is a fault of the file */
function dataError(error: unknown): DataError {
  if (error instanceof DataError) return error;
  throw error;
}

function unread(name: string, file: OpenedFile | null, error: DataError): SurveyedFile {
  const faults = new Faults(printableName(name), "line");
  faults.take(error);
  return { faults, file, table: null, survey: null };
}

function requireSurveyed({ faults, file, table, survey: read }: SurveyedFile): ReadFile {
  if (file === null || table === null || read === null) {
    throw new TypeError(`${faults.file} could not be read, and no fault says why`);
  }
  return { faults, file, table, survey: read };
}

/** Notes what is wrong with the labels of both files, as far as these could be read. */
function judgeLabels(train: SurveyedFile, test: SurveyedFile | null, asked: DatasetOptions): void {
  if (train.survey === null || train.table === null) return;
  const { noun, columnNoun } = train.table;
  const column = `${columnNoun} "${asked.columns.label}"`;
  const { rowsOfLabel } = train.survey;
  // In a file that is decoded wrongly, different labels look the same.
  if (train.faults.lines().length > 0 && [...rowsOfLabel.keys()].some((label) => label.includes("\ufffd"))) return;
  const note = (faults: Faults, at: number | null, text: string | null, prefix = `${column}: `) => {
    if (text !== null) faults.say(at, `${prefix}${text}`);
  };
  note(train.faults, null, lookalikeText(rowsOfLabel, noun));
  note(train.faults, null, severalLabelsText(rowsOfLabel, noun));
  if (rowsOfLabel.size === 1) {
    const [label = ""] = rowsOfLabel.keys();
    train.faults.say(null, `only one class (${shown(label)}) in ${column}; a classifier needs rows of two or more`);
  } else if (test === null) {
    note(train.faults, null, rareText(train.survey, asked, column));
  }
  if (test?.survey == null || test.table === null) return;
  const unknown = new Map([...test.survey.rowsOfLabel].filter(([label]) => !rowsOfLabel.has(label)));
  const named = { known: rowsOfLabel, trainedIn: train.faults.file, noun: test.table.noun };
  note(test.faults, [...unknown.values()][0]?.first ?? null, unknownLabelsText(unknown, named));
  const { rows } = test.survey;
  if (rows > 0 && rows < rowsOfLabel.size) {
    test.faults.say(
      null,
      `${plural(rows, "test row")} cannot test ${formatCount(rowsOfLabel.size)} classes; bring at least one row of each`,
    );
  }
}

/** Too few rows of a class to split, or too few different texts where equal ones stay together. */
function rareText(
  { rowsOfLabel, labelOfRow, groups }: Survey,
  { dedupe }: DatasetOptions,
  column: string,
): string | null {
  const labels = [...rowsOfLabel.keys()];
  // Labels that look alike are one class that is spelled in several ways, which is said of them already.
  const rowsOfMeaning = new Map<string, number>();
  for (const [label, { rows }] of rowsOfLabel) {
    const meaning = labelMeaning(label);
    rowsOfMeaning.set(meaning, (rowsOfMeaning.get(meaning) ?? 0) + rows);
  }
  const rows = new Map(labels.map((label) => [label, rowsOfMeaning.get(labelMeaning(label))!]));
  const said = rareClassesText(rows, { fewest: MIN_ROWS_TO_SPLIT, counted: "row", column });
  if (said !== null || !dedupe || groups === null) return said;
  const sources = new Map<string, Set<string>>();
  for (const [row, source] of groups.sources().entries()) {
    const label = labels[labelOfRow[row]!]!;
    sources.set(label, (sources.get(label) ?? new Set()).add(source));
  }
  const texts = new Map([...sources].map(([label, ofLabel]) => [label, ofLabel.size]));
  return rareClassesText(texts, { fewest: MIN_ROWS_TO_SPLIT, counted: "different text", column });
}

function datasetOf(kind: TableKind, asked: DatasetOptions, train: ReadFile, test: ReadFile | null): Dataset {
  const { columns, positive, dedupe, stratified } = asked;
  const labels = sortedLabels(train.survey.rowsOfLabel.keys());
  if (positive !== null && !labels.includes(positive)) {
    throw new ConfigError(
      `${train.file.shownAs}: positive=${printableName(positive)}: ${unknownName("label", positive, labels)}`,
    );
  }
  const shared =
    train.survey.groups === null || test?.survey.groups == null
      ? null
      : train.survey.groups.sharedWith(test.survey.groups);
  const isLeft = (row: number) => shared === null || shared[row] === null;
  const allLabels = classesOfRows(train.survey, labels);
  const trainLabels = shared === null ? allLabels : allLabels.filter((_, row) => isLeft(row));
  refuseClassesLeftOut(train, test, { asked, labels, trainLabels });
  const sources = train.survey.groups?.sources().filter((_, row) => isLeft(row));
  const readings = (test === null ? [train] : [train, test])
    .map(({ table }) => table.reading)
    .filter((reading) => Object.keys(reading).length > 1);
  const emptyRows = train.survey.emptyRows + (test?.survey.emptyRows ?? 0);
  const batches = (side: "train" | "test") => {
    const read = side === "train" ? train : test;
    if (read === null) throw new RangeError(`${train.file.shownAs} has no test rows`);
    return textBatches(read, asked, { labels, isLeft: side === "train" ? isLeft : () => true });
  };
  return {
    ...idsOf(kind, asked, { train, test, emptyRows }),
    labels,
    ...(positive === null ? {} : { positive }),
    rowCounts: {
      train: trainLabels.length,
      test: test?.survey.rows ?? null,
      ...(shared !== null && dedupe ? { leftOut: shared.filter((why) => why === "text").length } : {}),
      ...(shared !== null && columns.group !== null
        ? { leftOutOfGroups: shared.filter((why) => why === "group").length }
        : {}),
      ...(emptyRows === 0 ? {} : { leftOutEmpty: emptyRows }),
    },
    // Of rows that are left out, the texts were counted.
    ...(shared === null ? { textBytes: train.survey.textBytes + (test?.survey.textBytes ?? 0) } : {}),
    ...(sources === undefined ? {} : { trainSources: sources }),
    trainLabels,
    ...(test === null ? {} : { testLabels: classesOfRows(test.survey, labels) }),
    ...(stratified ? { split: "stratified" as const } : {}),
    ...(columns.group === null ? {} : { group: columns.group }),
    ...(readings.length === 0 ? {} : { files: readings }),
    rows: (side) => flattened(batches(side)),
    batches,
  };
}

function classesOfRows({ rowsOfLabel, labelOfRow }: Survey, labels: readonly string[]): Uint16Array {
  const classOfPlace = [...rowsOfLabel.keys()].map((label) => labels.indexOf(label));
  return labelOfRow.map((place) => classOfPlace[place]!);
}

/** With `dedupe` or `group`: a class must not lose all of its training rows to the test rows. */
function refuseClassesLeftOut(
  train: ReadFile,
  test: ReadFile | null,
  {
    asked: { columns, dedupe },
    labels,
    trainLabels,
  }: { readonly asked: DatasetOptions; readonly labels: readonly string[]; readonly trainLabels: Uint16Array },
): void {
  const lost = labels.filter((_, label) => !trainLabels.includes(label));
  if (lost.length === 0 || test === null) return;
  const what = [...(dedupe ? ["text"] : []), ...(columns.group === null ? [] : [columns.group])].join(" or ");
  throw new DataError(
    `${train.file.shownAs}: with ${dedupe ? "dedupe" : "group"}, no training row of ${lost.length === 1 ? "class" : "the classes"} ${lost.map(shown).join(", ")} of column "${columns.label}" is left: ` +
      `all of them have the ${what} of a row of ${test.file.shownAs}; name other test rows, or leave out ${dedupe ? "dedupe" : "group"}`,
  );
}

/** What decides the rows is part of the id, unless it is the default or changes nothing. */
function idsOf(
  kind: TableKind,
  { columns, positive, dedupe, stratified, table }: DatasetOptions,
  { train, test, emptyRows }: { readonly train: ReadFile; readonly test: ReadFile | null; readonly emptyRows: number },
): Pick<Dataset, "id" | "sourceId"> {
  const files = test === null ? [train] : [train, test];
  const content = {
    columns: { text: columns.text, label: columns.label },
    train: train.survey.sha256,
    test: test?.survey.sha256 ?? null,
  };
  const separators = files.map(({ table: { reading } }) => reading.separator ?? "comma");
  const hash = contentId({
    ...content,
    ...(positive === null ? {} : { positive }),
    ...(dedupe ? { dedupe: true } : {}),
    ...(columns.group === null ? {} : { group: columns.group }),
    ...(stratified ? { split: "stratified" } : {}),
    ...(emptyRows === 0 ? {} : { empty: "skip" }),
    ...(separators.every((separator) => separator === "comma") ? {} : { separators }),
    ...(table.literalQuotes ? { quotes: "literal" } : {}),
  });
  const names = [
    `${kind}:${spelledValue(basename(train.file.path))}`,
    ...(test === null ? [] : [`test=${spelledValue(basename(test.file.path))}`]),
    ...(dedupe ? ["dedupe"] : []),
    ...(columns.group === null ? [] : [`group=${spelledValue(columns.group)}`]),
    ...(stratified ? ["split=stratified"] : []),
    ...(emptyRows === 0 ? [] : ["empty=skip"]),
  ];
  return { id: `${names.join(",")}@${hash}`, sourceId: contentId(content) };
}

async function openFile(name: string, baseFolder: string): Promise<OpenedFile> {
  const path = resolve(baseFolder, name);
  const shownAs = printableName(name);
  const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") {
      throw new DataError(
        `${shownAs}: no such file; looked for ${printableName(path)} (names are relative to ${baseFolder})`,
        {
          cause,
        },
      );
    }
    throw new DataError(`${shownAs}: cannot be read (${refusalOf(cause)}); name a file that you may read`, { cause });
  });
  if (!stats.isFile())
    throw new DataError(`${shownAs}: is not a file; name a file with rows (looked at ${printableName(path)})`);
  return { path, shownAs, stats };
}

/**
 * Streams the rows with their class ids, in batches.
 * @throws DataError if the file has changed since it was opened
 */
async function* textBatches(
  { file, table }: ReadFile,
  { columns }: DatasetOptions,
  { labels, isLeft }: { readonly labels: readonly string[]; readonly isLeft: (row: number) => boolean },
): AsyncGenerator<readonly TextRow[]> {
  const now = await stat(file.path);
  if (now.size !== file.stats.size || now.mtimeMs !== file.stats.mtimeMs) {
    throw new DataError(`${file.shownAs}: the file changed while it was in use; start again`);
  }
  const idOf = new Map(labels.map((label, id) => [label, id]));
  let row = 0;
  for await (const rows of table.rows(columnNames(columns), new Faults(file.shownAs, table.noun))) {
    const batch: TextRow[] = [];
    for (const { cells } of rows) {
      if (cells.some(isEmptyCell)) continue;
      const [text = "", label = ""] = cells;
      if (isLeft(row)) batch.push({ text, label: idOf.get(label)! });
      row += 1;
    }
    yield batch;
  }
}
