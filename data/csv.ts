import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { contentId } from "../harness/base/canonical-json.ts";
import { ConfigError, DataError } from "../harness/base/errors.ts";
import { printableName } from "../harness/base/printable.ts";
import { suggestion, unknownName } from "../harness/base/registry.ts";
import type { Dataset, TextRow } from "../harness/contract/index.ts";
import type { NamedFile } from "./checked-bytes.ts";
import { type Columns, type LabeledText, labeledTexts, shown } from "./csv-rows.ts";
import { labelMeaning, sortedLabels } from "./labels.ts";
import { type RowsLeft, RowTexts } from "./row-texts.ts";
import { type OpenOptions, readKeyValues } from "./spec.ts";

/** Result of one pass over a file. */
interface Survey {
  readonly rows: number;
  /** Rows of each label, in order of first appearance. */
  readonly rowsOfLabel: ReadonlyMap<string, number>;
  readonly sha256: string;
}

/** With more classes than this, the label column is most likely the wrong one, or contains row ids. */
const MAX_LABELS = 10_000;
/** With fewer rows of a class, an 80/20 split and a validation share of the 80 would most likely leave a part without any. */
const MIN_ROWS_TO_SPLIT = 5;

/**
 * Opens "TRAIN.csv" or "TRAIN.csv,test=TEST.csv,text=COLUMN,label=COLUMN,positive=LABEL,dedupe". The files are streamed,
 * once to validate them and once for every call of `rows`. The id does not depend on their folder. With `dedupe`, equal
 * texts are one source, and training rows with the text of a test row are left out.
 */
export async function openCsv(parameters: string | null, { baseFolder }: OpenOptions): Promise<Dataset> {
  const [trainName = "", ...rest] = (parameters ?? "").split(",");
  if (trainName === "")
    throw new ConfigError('dataset "csv" needs a file: write csv:TRAIN.csv or csv:TRAIN.csv,test=TEST.csv');
  const options = readKeyValues("csv", rest, ["test", "text", "label", "positive"], ["dedupe"]);
  const columns = { text: options.get("text") ?? "text", label: options.get("label") ?? "label" };

  const texts = options.has("dedupe") ? { train: new RowTexts(), test: new RowTexts() } : null;
  const train = await openFile(trainName, baseFolder);
  const trainSurvey = await survey(
    train,
    columns,
    refuseTooManyLabels(train, columns),
    refuseLookalikes(train, columns),
    (row) => texts?.train.add(row),
  );
  requireClasses(train, columns, trainSurvey);
  const testName = options.get("test");
  const test = testName === undefined ? null : await openFile(testName, baseFolder);
  const testSurvey =
    test &&
    (await survey(test, columns, refuseUnknownLabels(test, train, columns, trainSurvey), (row) =>
      texts?.test.add(row),
    ));
  if (test === null) requireRowsToSplit(train, columns, trainSurvey.rowsOfLabel, "row");
  if (test === null && texts !== null) requireRowsToSplit(train, columns, texts.train.textsOfLabel(), "different text");
  const left = texts === null ? null : texts.train.without(texts.test);
  if (test !== null && left !== null) requireRowsToTrain(train, test, columns, trainSurvey, left);

  const labels = sortedLabels(trainSurvey.rowsOfLabel.keys());
  const positive = options.get("positive");
  if (positive !== undefined && !labels.includes(positive)) {
    throw new ConfigError(
      `${train.shownAs}: positive=${printableName(positive)}: ${unknownName("label", positive, labels)}`,
    );
  }
  const content = { columns, train: trainSurvey.sha256, test: testSurvey?.sha256 ?? null };
  const hash = contentId({
    ...content,
    ...(positive === undefined ? {} : { positive }),
    ...(texts === null ? {} : { dedupe: true }),
  });
  const names = [
    `csv:${basename(train.path)}`,
    ...(test === null ? [] : [`test=${basename(test.path)}`]),
    ...(texts === null ? [] : ["dedupe"]),
  ];
  const trainRows = left?.sources.length ?? trainSurvey.rows;
  return {
    id: `${names.join(",")}@${hash}`,
    sourceId: contentId(content),
    labels,
    ...(positive === undefined ? {} : { positive }),
    rowCounts: {
      train: trainRows,
      test: testSurvey?.rows ?? null,
      ...(left === null || test === null ? {} : { leftOut: trainSurvey.rows - trainRows }),
    },
    ...(left === null ? {} : { trainSources: left.sources }),
    rows: (side) => {
      const file = side === "train" ? train : test;
      if (file === null) throw new RangeError(`${train.shownAs} has no test rows`);
      return textRows(file, columns, labels, side === "train" ? left : null);
    },
  };
}

/** A file and its stats when it was opened. */
interface OpenedFile extends NamedFile {
  readonly stats: Stats;
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
    throw new DataError(`${shownAs}: cannot be read: ${cause.message}`, { cause });
  });
  if (!stats.isFile())
    throw new DataError(`${shownAs}: is not a file; name a CSV file (looked at ${printableName(path)})`);
  return { path, shownAs, stats };
}

/**
 * Streams the rows with their class ids.
 * @param left the rows to give; all of them if null
 * @throws DataError if the file has changed since it was opened
 */
async function* textRows(
  file: OpenedFile,
  columns: Columns,
  labels: readonly string[],
  left: RowsLeft | null,
): AsyncGenerator<TextRow> {
  const now = await stat(file.path);
  if (now.size !== file.stats.size || now.mtimeMs !== file.stats.mtimeMs) {
    throw new DataError(`${file.shownAs}: the file changed while it was in use; start again`);
  }
  const idOf = new Map(labels.map((label, id) => [label, id]));
  let row = 0;
  for await (const { text, label } of labeledTexts(file, columns)) {
    if (left === null || left.isLeft[row]) yield { text, label: idOf.get(label)! };
    row += 1;
  }
}

type RowCheck = (row: LabeledText, rowsOfLabel: ReadonlyMap<string, number>) => void;

/** @param checks get every row and the rows counted so far by label, including this one; they throw to refuse it */
async function survey(file: NamedFile, columns: Columns, ...checks: readonly RowCheck[]): Promise<Survey> {
  const hash = createHash("sha256");
  const rowsOfLabel = new Map<string, number>();
  let rows = 0;
  for await (const row of labeledTexts(file, columns, (chunk) => hash.update(chunk))) {
    rowsOfLabel.set(row.label, (rowsOfLabel.get(row.label) ?? 0) + 1);
    rows += 1;
    for (const check of checks) check(row, rowsOfLabel);
  }
  if (rows === 0) throw new DataError(`${file.shownAs}: the file has a header but no rows; add rows below the header`);
  return { rows, rowsOfLabel, sha256: hash.digest("hex") };
}

function refuseTooManyLabels(file: NamedFile, columns: Columns): RowCheck {
  return ({ line }, rowsOfLabel) => {
    if (rowsOfLabel.size <= MAX_LABELS) return;
    throw new DataError(
      `${file.shownAs}:${line}: column ${shown(columns.label)} has more than ${MAX_LABELS} classes; is it the label?`,
    );
  };
}

/** Refuses labels that look the same to a reader, or are the same number, but would become classes of their own. */
function refuseLookalikes(file: NamedFile, columns: Columns): RowCheck {
  const firstOf = new Map<string, { readonly label: string; readonly line: number }>();
  return ({ label, line }, rowsOfLabel) => {
    if (rowsOfLabel.get(label) !== 1) return;
    const meaning = labelMeaning(label);
    const first = firstOf.get(meaning);
    firstOf.set(meaning, first ?? { label, line });
    if (first === undefined) return;
    throw new DataError(
      `${file.shownAs}:${line}: column ${shown(columns.label)}: ${shown(label)} looks like ${shown(first.label)} on line ${first.line}, ` +
        "but would be another class; write both the same way",
    );
  };
}

function refuseUnknownLabels(file: NamedFile, train: NamedFile, columns: Columns, { rowsOfLabel }: Survey): RowCheck {
  const known = [...rowsOfLabel.keys()];
  return ({ label, line }) => {
    if (rowsOfLabel.has(label)) return;
    const near = suggestion(label, known);
    throw new DataError(
      `${file.shownAs}:${line}: column ${shown(columns.label)}: unknown label ${shown(label)}${near === null ? "" : ` (did you mean ${shown(near)}?)`}; ` +
        `no row of ${train.shownAs} has it; correct it, or add training rows`,
    );
  };
}

function requireClasses(file: NamedFile, columns: Columns, { rowsOfLabel }: Survey): void {
  if (rowsOfLabel.size >= 2) return;
  const [label = ""] = rowsOfLabel.keys();
  throw new DataError(
    `${file.shownAs}: only one class (${shown(label)}) in column ${shown(columns.label)}; a classifier needs rows of two or more`,
  );
}

/** @param noun what was counted by label */
function requireRowsToSplit(
  file: NamedFile,
  columns: Columns,
  countOfLabel: ReadonlyMap<string, number>,
  noun: "row" | "different text",
): void {
  for (const [label, count] of countOfLabel) {
    if (count >= MIN_ROWS_TO_SPLIT) continue;
    throw new DataError(
      `${file.shownAs}: class ${shown(label)} of column ${shown(columns.label)} has ${count} ${count === 1 ? noun : `${noun}s`}, too few to split into training, validation and test rows; ` +
        `it needs ${MIN_ROWS_TO_SPLIT}: add rows, remove the class, or provide test rows with test=FILE`,
    );
  }
}

/** With `dedupe`: a class must not lose all of its training rows to the test rows. */
function requireRowsToTrain(
  train: NamedFile,
  test: NamedFile,
  columns: Columns,
  { rowsOfLabel }: Survey,
  left: RowsLeft,
): void {
  for (const [label, rows] of rowsOfLabel) {
    if (left.labels.has(label)) continue;
    throw new DataError(
      `${train.shownAs}: with dedupe, no training row of class ${shown(label)} of column ${shown(columns.label)} is left: ` +
        `${rows === 1 ? "its row has" : `all of its ${rows} rows have`} the text of a row of ${test.shownAs}; name other test rows, or leave out dedupe`,
    );
  }
}
