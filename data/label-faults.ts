import { formatCount, plural } from "../harness/base/counts.ts";
import { suggestion } from "../harness/base/registry.ts";
import { labelMeaning } from "./labels.ts";
import type { RowNoun } from "./tables/faults.ts";
import { shown } from "./tables/shown.ts";

/** A label's rows. */
export interface LabelRows {
  readonly rows: number;
  /** Line or number of the first one. */
  readonly first: number;
}

export type RowsOfLabel = ReadonlyMap<string, LabelRows>;

/** Labels that a sentence names; the others are counted. */
const MOST_LABELS = 10;

/** A sentence on labels that look the same to a reader, or are the same number, but would be different classes. */
export function lookalikeText(labels: RowsOfLabel, noun: RowNoun): string | null {
  const alike = new Map<string, string[]>();
  for (const label of labels.keys()) {
    const meaning = labelMeaning(label);
    alike.set(meaning, [...(alike.get(meaning) ?? []), label]);
  }
  const groups = [...alike.values()].filter((group) => group.length > 1);
  if (groups.length === 0) return null;
  const texts = groups.map((group) => group.map((label) => labelText(label, labels.get(label)!, noun)).join(" and "));
  return `labels look alike, but would be different classes: ${some(texts, "; ")}; write each the same way in all rows`;
}

const LABEL_SEPARATORS = [",", ";", "|"];

/** A sentence on cells that hold several labels, such as "joy,anger" or "['joy', 'anger']", where other rows have one of these alone. */
export function severalLabelsText(labels: RowsOfLabel, noun: RowNoun): string | null {
  const plain = new Set([...labels.keys()].map(withoutBrackets));
  for (const separator of LABEL_SEPARATORS) {
    const joined = [...labels].filter(([label]) => label.includes(separator));
    const ofKnown = joined.filter(([label]) =>
      partsOf(label, separator).some((part) => part !== "" && plain.has(part)),
    );
    const [first] = ofKnown;
    if (first === undefined || rowsOf(ofKnown) * 2 <= rowsOf(joined)) continue;
    // "Arts, Crafts" next to "Arts" may be a name; two of that kind, or one whose parts are all labels, hardly are.
    if (ofKnown.length < 2 && !partsOf(first[0], separator).every((part) => plain.has(part))) continue;
    return (
      `several labels in a cell, such as ${labelText(first[0], first[1], noun)}, in ${plural(rowsOf(joined), "row")}; a text has one class here: ` +
      `keep one of them in each row, or leave these rows out; if these are names, write them without "${separator}"`
    );
  }
  return null;
}

/** Python and JSON write a list so: "['joy']" -> "joy" */
function withoutBrackets(label: string): string {
  return label
    .replace(/^\[(.*)\]$/s, "$1")
    .trim()
    .replace(/^(["'])(.*)\1$/s, "$2");
}

function partsOf(label: string, separator: string): string[] {
  return label
    .replace(/^\[(.*)\]$/s, "$1")
    .split(separator)
    .map((part) => withoutBrackets(part.trim()));
}

/** A sentence on the labels of test rows that no training row has. */
export function unknownLabelsText(
  unknown: RowsOfLabel,
  { known, trainedIn, noun }: { readonly known: RowsOfLabel; readonly trainedIn: string; readonly noun: RowNoun },
): string | null {
  if (unknown.size === 0) return null;
  const names = [...known.keys()];
  const texts = [...unknown].map(([label, rows]) => {
    const near = suggestion(label, names);
    return `${labelText(label, rows, noun)}${near === null ? "" : ` (did you mean ${shown(near)}?)`}`;
  });
  return `${unknown.size === 1 ? "unknown label" : `${formatCount(unknown.size)} unknown labels:`} ${some(texts)}; no row of ${trainedIn} has ${unknown.size === 1 ? "it" : "them"}; correct ${unknown.size === 1 ? "it" : "them"}, or add training rows`;
}

/**
 * A sentence on classes that are too small.
 * @param counts by label: what is counted
 * @param counted noun of what is counted, such as "row" or "different text"
 */
export function rareClassesText(
  counts: ReadonlyMap<string, number>,
  { fewest, counted, column }: { readonly fewest: number; readonly counted: string; readonly column: string },
): string | null {
  const rare = [...counts].filter(([, count]) => count < fewest);
  if (rare.length === 0) return null;
  const [first] = rare;
  const what =
    rare.length === 1
      ? `class ${shown(first![0])} has ${plural(first![1], counted)}, too few`
      : `${formatCount(rare.length)} classes have too few ${counted}s: ${some(rare.map(([label, count]) => `${shown(label)} (${formatCount(count)})`))}; these are too few`;
  const doubt = rare.length > counts.size / 2 && rare.length > MOST_LABELS ? `; is ${column} the label?` : "";
  return `${what} to split into training, validation and test rows, which takes ${fewest} of each class: add rows, remove ${rare.length === 1 ? "the class" : "these classes"}, or provide test rows with test=FILE${doubt}`;
}

function labelText(label: string, { rows, first }: LabelRows, noun: RowNoun): string {
  return rows === 1
    ? `${shown(label)} (${noun} ${first})`
    : `${shown(label)} (${formatCount(rows)} rows, from ${noun} ${first})`;
}

function rowsOf(labels: readonly (readonly [string, LabelRows])[]): number {
  return labels.reduce((sum, [, { rows }]) => sum + rows, 0);
}

/** The first ones, and how many more there are. */
function some(texts: readonly string[], separator = ", "): string {
  const more = texts.length - MOST_LABELS;
  const listed = texts.slice(0, MOST_LABELS).join(separator);
  return more > 0 ? `${listed}${separator}and ${formatCount(more)} more` : listed;
}
