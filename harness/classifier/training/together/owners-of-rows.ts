import { DataError } from "../../../base/errors.ts";
import { groupBy } from "../../../base/group-by.ts";
import { positions } from "../../../base/positions.ts";
import { type RandomStream, randomStream } from "../../../base/random/mt19937.ts";
import { standardNormal } from "../../../base/statistics/standard-normal.ts";
import { OWNERS_ALIKE, OWNERS_BY_SOURCE, type Owners } from "../../../contract/training-fields.ts";

/** Training rows, of which each has an owner. */
export interface OwnedRows {
  readonly labels: Uint16Array;
  /** The source of each row, as a number; null where the data names none. */
  readonly sources: Int32Array | null;
}

/** Draws of a Dirichlet distribution until nobody is left with too little. */
const MOST_DRAWS = 1000;
/** Rows that an owner has at least, or half of an equal share if that is less. */
const LEAST_ROWS = 10;

/**
 * The owner of each training row, from 0: every count-th row, whole sources dealt out one after the other in the order in which they
 * appear, or the rows of each label by shares that are drawn from a Dirichlet distribution, as Hsu et al. 2019 (arXiv:1909.06335) have it.
 * @throws DataError where the data names no sources, or fewer than owners, or no draw leaves each owner enough rows
 */
export function ownersOfRows(
  owners: Owners,
  { labels, sources }: OwnedRows,
  { count, seed }: { readonly count: number; readonly seed: number },
): Uint16Array {
  if (owners === OWNERS_ALIKE) return Uint16Array.from(labels, (_, row) => row % count);
  if (owners === OWNERS_BY_SOURCE) return bySource(sources, count);
  const least = Math.max(1, Math.min(LEAST_ROWS, Math.floor(labels.length / (2 * count))));
  const ofLabels = rowsByLabel(labels);
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const drawn = byLabel(owners, ofLabels, { count, random: randomStream(seed, "owners", draw) });
    if (Math.min(...ownedRows(drawn, count)) >= least) return drawn;
  }
  throw new DataError(
    `training.owners ${owners}: no draw in ${MOST_DRAWS} leaves each of ${count} owners ${least} of ${labels.length} training rows; raise it, or lower training.workers`,
  );
}

/** The number of rows of each owner. */
export function ownedRows(owned: Uint16Array, count: number): number[] {
  const rows = new Array<number>(count).fill(0);
  for (const owner of owned) rows[owner]! += 1;
  return rows;
}

function bySource(sources: Int32Array | null, count: number): Uint16Array {
  if (sources === null) {
    throw new DataError(
      'training.owners "source" needs data that says where each text is from, such as brown-press or a file with group=COLUMN; name a number in its place',
    );
  }
  const places = positions(sources);
  if (places.size < count) {
    throw new DataError(
      `training.owners "source" needs a source for each of ${count} workers, got ${places.size}; lower training.workers`,
    );
  }
  return Uint16Array.from(sources, (source) => places.get(source)! % count);
}

/** The rows of each label, in ascending order. */
function rowsByLabel(labels: Uint16Array): readonly (readonly number[])[] {
  const rows = groupBy([...labels.keys()], (row) => labels[row]!);
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  return Array.from({ length: largest + 1 }, (_, label) => rows.get(label) ?? []);
}

function byLabel(
  concentration: number,
  ofLabels: ReturnType<typeof rowsByLabel>,
  { count, random }: { readonly count: number; readonly random: RandomStream },
): Uint16Array {
  const owned = new Uint16Array(ofLabels.reduce((sum, rows) => sum + rows.length, 0));
  for (const rows of ofLabels) {
    const order = random.permutation(rows.length);
    const shares = dirichlet(concentration, count, random);
    let [end, sum] = [0, 0];
    shares.forEach((share, owner) => {
      sum += share;
      const until = owner === count - 1 ? rows.length : Math.round(sum * rows.length);
      for (; end < until; end += 1) owned[rows[order[end]!]!] = owner;
    });
  }
  return owned;
}

/** Shares that sum to 1. */
function dirichlet(concentration: number, count: number, random: RandomStream): number[] {
  const draws = Array.from({ length: count }, () => gamma(concentration, random));
  const sum = draws.reduce((total, draw) => total + draw, 0);
  // So small a concentration can give nothing but zeros.
  return sum > 0 ? draws.map((draw) => draw / sum) : draws.map((_, owner) => (owner === 0 ? 1 : 0));
}

/** A draw of the gamma distribution with scale 1. @see Marsaglia and Tsang 2000, doi:10.1145/358407.358414 */
function gamma(shape: number, random: RandomStream): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.nextFloat64()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.nextFloat64()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
