import { DataError } from "../base/errors.ts";
import { sideRows } from "../classifier/text/side-rows.ts";
import type { DataDoubt, Dataset } from "../contract/index.ts";

/** With fewer test rows per class, on average, a figure of a class is that of a handful of texts. */
const FEW_ROWS_PER_CLASS = 5;

/**
 * Splits a dataset as its cells will, before any of them runs. Data that does not tell the class of its rows passes.
 * @param validationShares those of the cells
 * @returns what looks wrong with the test rows
 * @throws DataError naming all classes that would have no training rows
 */
export function testRowDoubts(dataset: Dataset, validationShares: readonly number[]): DataDoubt[] {
  const { labels, trainLabels, testLabels } = dataset;
  if (trainLabels === undefined) return [];
  const splits = validationShares.map((share) => ({ share, rows: sideRows(dataset, share) }));
  for (const { share, rows } of splits) {
    const trained = new Set(Array.from(rows.train, (row) => trainLabels[row]!));
    const missing = labels.filter((_, label) => !trained.has(label));
    if (missing.length > 0) throw untrainedError(dataset, missing, share);
  }
  const [first] = splits;
  if (first === undefined) return [];
  const tested = testLabels ?? Uint16Array.from(first.rows.test, (row) => trainLabels[row]!);
  const testedClasses = new Set(tested);
  const untested = labels.filter((_, label) => !testedClasses.has(label));
  const isThin = tested.length < FEW_ROWS_PER_CLASS * labels.length;
  return [
    ...(untested.length === 0 ? [] : [{ kind: "untested-classes" as const, labels: untested, classes: labels.length }]),
    ...(isThin ? [{ kind: "few-rows-per-class" as const, testRows: tested.length, classes: labels.length }] : []),
  ];
}

const MOST_NAMED = 10;

function untrainedError({ id, group, rowCounts }: Dataset, missing: readonly string[], share: number): DataError {
  const named = missing.slice(0, MOST_NAMED).map((label) => JSON.stringify(label));
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : "";
  const held = share === 0 ? "" : ` (training.validation ${share})`;
  const wayOut =
    group !== undefined || rowCounts.test !== null
      ? "add rows of them, or hold back fewer rows"
      : "add rows of them, keep each class's share with split=stratified, or provide test rows with test=FILE";
  return new DataError(
    `${id}: after the split${held}, no training row is left of ${missing.length === 1 ? "class" : `${missing.length} classes:`} ${named.join(", ")}${more}; ${wayOut}`,
  );
}
