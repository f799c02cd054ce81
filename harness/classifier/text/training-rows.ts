import { randomStream } from "../../base/random/mt19937.ts";

/** Which of the training rows a training uses, and those that it leaves out. */
export interface ChosenRows {
  /** Positions among the training rows, ascending. */
  readonly used: Int32Array;
  readonly rest: Int32Array;
}

/**
 * The first rows of a shuffle in which every beginning has each class with its share, to within a row: what fewer rows hold is among
 * what more rows hold. The classes come in turn, so that as many rows as there are classes have one of each.
 * @param labels class of each training row
 * @param count at most as many as there are
 * @throws RangeError on more
 */
export function chooseTrainingRows(labels: Uint16Array, count: number, seed: number): ChosenRows {
  if (count > labels.length)
    throw new RangeError(`${count} training rows are to be used, and there are ${labels.length}`);
  if (count === labels.length) return { used: Int32Array.from(labels.keys()), rest: new Int32Array(0) };
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const seen = new Map<number, number>();
  // The k-th of a class' n rows stands at k / n, so that all classes end together.
  const places = [...randomStream(seed, "training rows").permutation(labels.length)].map((row) => {
    const label = labels[row]!;
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return { row, at: before / sizes.get(label)! };
  });
  places.sort((a, b) => a.at - b.at);
  const ascending = (part: typeof places) => Int32Array.from(part, ({ row }) => row).sort();
  return { used: ascending(places.slice(0, count)), rest: ascending(places.slice(count)) };
}
