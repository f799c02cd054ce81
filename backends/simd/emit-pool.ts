import { emitFill } from "./emit-loop.ts";
import { type Emitter, FLOAT_BYTES, LANES, pointerTo, VECTOR_BYTES } from "./emitter.ts";
import type { PairInputs, Rows, Value } from "./graph.ts";

/** Vectors of a row that one pass over the pairs keeps in registers. */
const VECTORS_AT_ONCE = 8;

/** Columns of one pass: vectors, or the single numbers of a row's rest. */
interface Columns {
  /** Bytes from the start of a row. */
  readonly at: number;
  readonly count: number;
  readonly isVector: boolean;
}

/**
 * Sums of rows by text, or the transposed map: each row's sum of what its texts bring. Pairs are listed text after text, so
 * that the text's side stays in registers.
 */
export function emitPool(emitter: Emitter, value: Value): void {
  const { operation } = value;
  if (operation.kind !== "pool" && operation.kind !== "unpool") throw new TypeError(`${operation.kind} pools nothing`);
  const { pairs } = operation;
  const passes = columnsOf(value.columns);
  if (operation.kind === "pool") for (const columns of passes) emitForward(emitter, value, pairs, columns);
  else {
    emitFill(emitter, value, 0);
    for (const columns of passes) emitBackward(emitter, value, pairs, columns);
  }
}

function columnsOf(columns: number): Columns[] {
  const vectors = Math.floor(columns / LANES);
  const passes: Columns[] = [];
  for (let first = 0; first < vectors; first += VECTORS_AT_ONCE) {
    const count = Math.min(VECTORS_AT_ONCE, vectors - first);
    passes.push({ at: first * VECTOR_BYTES, count, isVector: true });
  }
  const rest = columns % LANES;
  return rest === 0 ? passes : [...passes, { at: vectors * VECTOR_BYTES, count: rest, isVector: false }];
}

function emitForward(emitter: Emitter, value: Value, pairs: PairInputs, columns: Columns): void {
  const { code } = emitter;
  const sums = registers(emitter, columns);
  const from = value.inputs[0]!;
  overPairs(
    emitter,
    { texts: value.rows, perText: value, perPair: from, pairs, columns },
    {
      before: () => {
        for (const sum of sums)
          code
            .f32(0)
            .do(...(columns.isVector ? (["f32x4.splat"] as const) : []))
            .set(sum);
      },
      each: (row, share) => {
        for (const [index, sum] of sums.entries()) {
          code.get(sum);
          load(emitter, columns, row, index);
          code
            .get(share)
            .do(...multiplyAdd(columns))
            .set(sum);
        }
      },
      after: (text) => {
        for (const [index, sum] of sums.entries()) store(emitter, columns, text, index, () => code.get(sum));
      },
    },
  );
}

function emitBackward(emitter: Emitter, value: Value, pairs: PairInputs, columns: Columns): void {
  const { code } = emitter;
  const gradients = registers(emitter, columns);
  const gradient = value.inputs[0]!;
  overPairs(
    emitter,
    { texts: gradient.rows, perText: gradient, perPair: value, pairs, columns },
    {
      before: (text) => {
        for (const [index, local] of gradients.entries()) {
          load(emitter, columns, text, index);
          code.set(local);
        }
      },
      each: (row, share) => {
        for (const [index, local] of gradients.entries()) {
          store(emitter, columns, row, index, () => {
            load(emitter, columns, row, index);
            code
              .get(local)
              .get(share)
              .do(...multiplyAdd(columns));
          });
        }
      },
      after: () => undefined,
    },
  );
}

interface PairLoop {
  readonly texts: Rows;
  /** The array with a row for each text, and the one whose rows pairs name. */
  readonly perText: Value;
  readonly perPair: Value;
  readonly pairs: PairInputs;
  readonly columns: Columns;
}

interface PairBody {
  /** @param text local with the address of the text's columns */
  before(text: number): void;
  /** @param row local with the address of the row's columns @param share local with the share, as a vector or a number */
  each(row: number, share: number): void;
  after(text: number): void;
}

function overPairs(emitter: Emitter, { texts, perText, perPair, pairs, columns }: PairLoop, body: PairBody): void {
  const { code } = emitter;
  const text = pointerTo(emitter, perText);
  const base = pointerTo(emitter, perPair);
  code.advance(text, columns.at).advance(base, columns.at);
  const [ends, ids, shares] = [pairs.ends, pairs.row, pairs.share].map((name) => {
    const pointer = code.local("i32");
    emitter.pushInput(name);
    code.set(pointer);
    return pointer;
  }) as [number, number, number];
  const [done, row] = [code.local("i32"), code.local("i32")];
  const share = code.local(columns.isVector ? "v128" : "f32");
  emitter.pushRows(texts);
  code.repeat(() => {
    body.before(text);
    code.get(ends).memory("i32.load").get(done).do("i32.sub");
    code.repeat(() => {
      code
        .get(ids)
        .memory("i32.load")
        .i32(perPair.columns * FLOAT_BYTES)
        .do("i32.mul")
        .get(base)
        .do("i32.add")
        .set(row);
      code
        .get(shares)
        .memory(columns.isVector ? "v128.load32_splat" : "f32.load")
        .set(share);
      body.each(row, share);
      code.advance(ids, FLOAT_BYTES).advance(shares, FLOAT_BYTES);
    });
    code.get(ends).memory("i32.load").set(done);
    body.after(text);
    code.advance(ends, FLOAT_BYTES).advance(text, perText.columns * FLOAT_BYTES);
  });
}

function registers({ code }: Emitter, { count, isVector }: Columns): number[] {
  return Array.from({ length: count }, () => code.local(isVector ? "v128" : "f32"));
}

function load({ code }: Emitter, columns: Columns, pointer: number, index: number): void {
  code.get(pointer).memory(columns.isVector ? "v128.load" : "f32.load", bytesOf(columns, index));
}

function store({ code }: Emitter, columns: Columns, pointer: number, index: number, push: () => void): void {
  code.get(pointer);
  push();
  code.memory(columns.isVector ? "v128.store" : "f32.store", bytesOf(columns, index));
}

function bytesOf({ isVector }: Columns, index: number): number {
  return index * (isVector ? VECTOR_BYTES : FLOAT_BYTES);
}

/** Of a sum, a factor and a factor on the stack. */
function multiplyAdd({ isVector }: Columns) {
  return isVector ? (["f32x4.mul", "f32x4.add"] as const) : (["f32.mul", "f32.add"] as const);
}
