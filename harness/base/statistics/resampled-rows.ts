import { quickStream } from "../random/quick-stream.ts";
import { drawBinomial } from "./draw-binomial.ts";
import { rowKinds } from "./row-kinds.ts";
import type { Uniform } from "./uniform.ts";

/** With fewer rows, drawing them one by one is as fast as drawing counts. */
const MANY_ROWS = 20_000;
/** Rows of a kind that take longer one by one than by their count. */
const COMMON = 32;

/**
 * Bootstrap samples of rows that several models answered, the same rows for all. Rows on which the same models are right are one
 * kind and are only counted, which is many times as fast as adding up rows: most are answered alike. Of many rows, how often
 * the common kinds are drawn is drawn itself, with the same distribution.
 */
export class ResampledRows {
  /** Number of rows, and of those that are drawn. */
  readonly length: number;
  readonly #isLarge: boolean;
  /** The kinds that are drawn by their count, and the rows of each. */
  readonly #common: readonly { readonly kind: number; readonly rows: number }[];
  /** Of the rows that are drawn one by one. */
  readonly #kindOfRow: Int32Array;
  readonly #counts: Int32Array;
  /** The kinds on which a model is wrong, of one model after the other. */
  readonly #wrongKinds: Int32Array;
  /** Where those of each model begin, and, at last, where all end. */
  readonly #starts: Int32Array;

  /**
   * @param right by model, [rows], 1 where it is right
   * @param manyRows from which on common kinds are drawn by their count
   */
  constructor(right: readonly Uint8Array[], manyRows = MANY_ROWS) {
    const { kindOfRow, firstRows } = rowKinds(right);
    this.length = kindOfRow.length;
    this.#isLarge = this.length >= manyRows;
    this.#common = this.#isLarge ? commonKinds(kindOfRow, firstRows.length) : [];
    const isCommon = new Uint8Array(firstRows.length);
    for (const { kind } of this.#common) isCommon[kind] = 1;
    this.#kindOfRow = kindOfRow.filter((kind) => isCommon[kind] === 0);
    this.#counts = new Int32Array(firstRows.length);
    this.#starts = new Int32Array(right.length + 1);
    right.forEach((own, model) => {
      let wrong = 0;
      for (const row of firstRows) wrong += 1 - own[row]!;
      this.#starts[model + 1] = this.#starts[model]! + wrong;
    });
    this.#wrongKinds = new Int32Array(this.#starts[right.length]!);
    let at = 0;
    for (const own of right) {
      for (let kind = 0; kind < firstRows.length; kind += 1) {
        if (own[firstRows[kind]!] === 0) this.#wrongKinds[at++] = kind;
      }
    }
  }

  /** Additions of one sample, if every model is asked for. */
  get work(): number {
    return this.#common.length + this.#kindOfRow.length + this.#wrongKinds.length;
  }

  /** Draws as many rows as there are, with replacement. */
  resample(uniform: Uniform): void {
    // Fields of the class are looked up each time in a loop.
    const [counts, kindOfRow] = [this.#counts, this.#kindOfRow];
    const rare = kindOfRow.length;
    counts.fill(0);
    let [drawsLeft, rowsLeft] = [this.length, this.length];
    for (const { kind, rows } of this.#common) {
      const drawn = drawBinomial(drawsLeft, rows / rowsLeft, uniform);
      counts[kind] = drawn;
      drawsLeft -= drawn;
      rowsLeft -= rows;
    }
    if (!this.#isLarge) {
      for (let draw = 0; draw < drawsLeft; draw += 1) counts[kindOfRow[Math.floor(uniform() * rare)]!]! += 1;
    } else if (drawsLeft > 0) {
      const next = quickStream(uniform);
      const scale = rare / 2 ** 32;
      for (let draw = 0; draw < drawsLeft; draw += 1) counts[kindOfRow[Math.floor(next() * scale)]!]! += 1;
    }
  }

  /** How many of the drawn rows a model answers right. */
  countRight(model: number): number {
    const counts = this.#counts;
    const kinds = this.#wrongKinds;
    const end = this.#starts[model + 1]!;
    let wrong = 0;
    for (let at = this.#starts[model]!; at < end; at += 1) wrong += counts[kinds[at]!]!;
    return this.length - wrong;
  }
}

/** Kinds of many rows, the most frequent first. */
function commonKinds(kindOfRow: Int32Array, kinds: number): { kind: number; rows: number }[] {
  const rows = new Uint32Array(kinds);
  for (const kind of kindOfRow) rows[kind]! += 1;
  return Array.from(rows, (count, kind) => ({ kind, rows: count }))
    .filter((one) => one.rows >= COMMON)
    .sort((a, b) => b.rows - a.rows || a.kind - b.kind);
}
