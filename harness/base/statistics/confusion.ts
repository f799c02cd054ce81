/**
 * A confusion matrix without its zeros: [label, prediction, rows], ascending by label, then by prediction. Labels are
 * numbers from 0.
 */
export type Confusion = readonly (readonly [label: number, prediction: number, rows: number])[];

/** Counts by class, each [classes]. */
export interface ClassCounts {
  /** Rows that have the label. */
  readonly present: Float64Array;
  /** Rows that were given it. */
  readonly predicted: Float64Array;
  /** Rows that both have it and were given it. */
  readonly right: Float64Array;
}

/** Counters that take no time to speak of, however few rows there are. */
const FEW_COUNTERS = 1024;

/**
 * @param labels [rows]
 * @param predicted [rows]
 */
export function confusionOf(labels: Uint16Array, predicted: Uint16Array): Confusion {
  const classes = 1 + Math.max(highest(labels), highest(predicted));
  // Of many classes hardly any pair is there.
  return classes ** 2 <= Math.max(FEW_COUNTERS, labels.length)
    ? countedInTable(labels, predicted, classes)
    : countedInMap(labels, predicted, classes);
}

function countedInTable(labels: Uint16Array, predicted: Uint16Array, classes: number): Confusion {
  const counts = new Uint32Array(classes * classes);
  for (let row = 0; row < labels.length; row += 1) counts[labels[row]! * classes + predicted[row]!]! += 1;
  const confusion: (readonly [number, number, number])[] = [];
  for (let label = 0; label < classes; label += 1) {
    for (let prediction = 0; prediction < classes; prediction += 1) {
      const rows = counts[label * classes + prediction]!;
      if (rows > 0) confusion.push([label, prediction, rows]);
    }
  }
  return confusion;
}

function countedInMap(labels: Uint16Array, predicted: Uint16Array, classes: number): Confusion {
  const counts = new Map<number, number>();
  for (let row = 0; row < labels.length; row += 1) {
    const key = labels[row]! * classes + predicted[row]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([key, rows]) => [Math.floor(key / classes), key % classes, rows] as const);
}

function highest(labels: Uint16Array): number {
  let found = 0;
  for (let row = 0; row < labels.length; row += 1) if (labels[row]! > found) found = labels[row]!;
  return found;
}

export function classCounts(confusion: Confusion, classes: number): ClassCounts {
  const present = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  const right = new Float64Array(classes);
  for (const [label, prediction, rows] of confusion) {
    present[label]! += rows;
    predicted[prediction]! += rows;
    if (label === prediction) right[label]! += rows;
  }
  return { present, predicted, right };
}

export function accuracyOfCounts({ present, right }: ClassCounts): number {
  return sum(right) / sum(present);
}

/** Of the rows that were given the class, the share that have it; null if none were. */
export function precisionOf({ predicted, right }: ClassCounts, label: number): number | null {
  return predicted[label] === 0 ? null : right[label]! / predicted[label]!;
}

/** Of the rows that have the class, the share that were given it; null if none have it. */
export function recallOf({ present, right }: ClassCounts, label: number): number | null {
  return present[label] === 0 ? null : right[label]! / present[label]!;
}

/** Harmonic mean of precision and recall; 0 for a class that is present but never predicted, null if it is neither. */
export function f1Of({ present, predicted, right }: ClassCounts, label: number): number | null {
  const either = present[label]! + predicted[label]!;
  return either === 0 ? null : (2 * right[label]!) / either;
}

/** Precision, recall and F1 of each class. */
function scoresByClass(counts: ClassCounts) {
  const byClass = (scoreOf: (counts: ClassCounts, label: number) => number | null) =>
    Array.from(counts.present, (_, label) => scoreOf(counts, label));
  return { precision: byClass(precisionOf), recall: byClass(recallOf), f1: byClass(f1Of) };
}

/** Mean F1 of the classes that are present or predicted, as scikit-learn's f1_score with average="macro". */
export function macroF1Of(counts: ClassCounts): number {
  return meanOverClasses(counts, f1Of);
}

/** Mean recall of the classes that are present, as scikit-learn's balanced_accuracy_score. */
export function balancedAccuracyOf(counts: ClassCounts): number {
  return meanOverClasses(counts, recallOf);
}

/** All scores that follow from counts. */
export function scoresOfCounts(counts: ClassCounts) {
  return {
    accuracy: accuracyOfCounts(counts),
    macroF1: macroF1Of(counts),
    balancedAccuracy: balancedAccuracyOf(counts),
    perClass: scoresByClass(counts),
  };
}

function meanOverClasses(counts: ClassCounts, scoreOf: (counts: ClassCounts, label: number) => number | null): number {
  let total = 0;
  let classes = 0;
  for (let label = 0; label < counts.present.length; label += 1) {
    const score = scoreOf(counts, label);
    if (score === null) continue;
    total += score;
    classes += 1;
  }
  return total / classes;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
