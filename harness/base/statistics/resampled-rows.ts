import { quickStream } from "../random/quick-stream.ts";
import { drawBinomial } from "./draw-binomial.ts";
import { rowKinds } from "./row-kinds.ts";
import type { Uniform } from "./uniform.ts";

/** With fewer rows, drawing them one by one is as fast as drawing counts. */
const MANY_ROWS = 20_000;
/** Rows of a kind that take longer one by one than by their count. */
const COMMON = 32;
/** What a row of the second of two samples counts, whose sums are exact in one float64 of fewer rows than that. */
const SECOND = 2 ** 26;

/**
 * Bootstrap samples of rows that several models answered, the same rows for all. Rows on which the same models are right are one
 * kind and are only counted, which is many times as fast as adding up rows: most are answered alike. Of many rows, how often
 * the common kinds are drawn is drawn itself, with the same distribution; and two samples are drawn at a time, so that one addition is for both.
 */
export class ResampledRows {
  /** Number of rows, and of those that are drawn. */
  readonly length: number;
  readonly #isLarge: boolean;
  /** The kinds that are drawn by their count, and the rows of each. */
  readonly #common: readonly { readonly kind: number; readonly rows: number }[];
  /** Of the rows that are drawn one by one. */
  readonly #kindOfRow: Int32Array;
  /** By kind, how often it was drawn; of many rows for two samples, the second one times SECOND. */
  readonly #counts: Float64Array;
  /** By model, its wrong rows in the same form; NaN where nobody has asked. */
  readonly #wrong: Float64Array;
  /** Samples that are drawn at a time, and whether the current one is the second of two. */
  readonly #atOnce: 1 | 2;
  #isSecond = true;
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
    this.#atOnce = this.#isLarge && this.length < SECOND ? 2 : 1;
    this.#common = this.#isLarge ? commonKinds(kindOfRow, firstRows.length) : [];
    const isCommon = new Uint8Array(firstRows.length);
    for (const { kind } of this.#common) isCommon[kind] = 1;
    this.#kindOfRow = kindOfRow.filter((kind) => isCommon[kind] === 0);
    this.#counts = new Float64Array(firstRows.length);
    this.#wrong = new Float64Array(right.length);
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
    this.#isSecond = this.#atOnce === 2 && !this.#isSecond;
    if (this.#isSecond) return;
    this.#counts.fill(0);
    this.#wrong.fill(Number.NaN);
    if (!this.#isLarge) this.#drawEach(uniform);
    else for (let sample = 0; sample < this.#atOnce; sample += 1) this.#drawMany(uniform, SECOND ** sample);
  }

  #drawEach(uniform: Uniform): void {
    // Fields of the class are looked up each time in a loop.
    const [counts, kindOfRow] = [this.#counts, this.#kindOfRow];
    const rows = kindOfRow.length;
    for (let draw = 0; draw < rows; draw += 1) counts[kindOfRow[Math.floor(uniform() * rows)]!]! += 1;
  }

  /** @param unit what a row counts */
  #drawMany(uniform: Uniform, unit: number): void {
    const [counts, kindOfRow] = [this.#counts, this.#kindOfRow];
    let [drawsLeft, rowsLeft] = [this.length, this.length];
    for (const { kind, rows } of this.#common) {
      const drawn = drawBinomial(drawsLeft, rows / rowsLeft, uniform);
      counts[kind]! += drawn * unit;
      drawsLeft -= drawn;
      rowsLeft -= rows;
    }
    if (drawsLeft === 0) return;
    const next = quickStream(uniform);
    const scale = kindOfRow.length / 2 ** 32;
    for (let draw = 0; draw < drawsLeft; draw += 1) counts[kindOfRow[Math.floor(next() * scale)]!]! += unit;
  }

  /** How many of the drawn rows a model answers right. */
  countRight(model: number): number {
    if (Number.isNaN(this.#wrong[model])) this.#wrong[model] = this.#countWrong(model);
    const wrong = this.#wrong[model]!;
    if (this.#atOnce === 1) return this.length - wrong;
    return this.length - (this.#isSecond ? Math.floor(wrong / SECOND) : wrong % SECOND);
  }

  /** In the form of the counts. */
  #countWrong(model: number): number {
    const counts = this.#counts;
    const kinds = this.#wrongKinds;
    const end = this.#starts[model + 1]!;
    // Two sums, since an addition of floats waits for the one before.
    let [wrong, others] = [0, 0];
    let at = this.#starts[model]!;
    for (; at + 1 < end; at += 2) {
      wrong += counts[kinds[at]!]!;
      others += counts[kinds[at + 1]!]!;
    }
    return wrong + others + (at < end ? counts[kinds[at]!]! : 0);
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
