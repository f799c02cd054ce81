import { type Emitter, FLOAT_BYTES, LANES, pointerTo, pushSumOfLanes, VECTOR_BYTES } from "./emitter.ts";
import type { Rows, Value } from "./graph.ts";

/** An array as a factor: the bytes from one row of the product's view to the next, and from one column to the next. */
interface Factor {
  readonly value: Value;
  readonly rowBytes: number;
  readonly columnBytes: number;
}

/** Rows and vectors of the result that are summed in registers at once. */
const TILE_ROWS = 4;
const TILE_VECTORS = 2;

/** [m, k] x [k, n] -> [m, n], where the left factor may be stored transposed. */
export function emitProduct(emitter: Emitter, value: Value): void {
  const { operation, inputs, rows, columns } = value;
  if (operation.kind !== "product") throw new TypeError(`${operation.kind} is not a product`);
  const { transposeA } = operation;
  const [a, b] = inputs as readonly [Value, Value];
  const inner = Number(transposeA ? a.rows : a.columns);
  if (Number.isNaN(inner)) throw new TypeError("the length of a product's sums must be known");
  if (columns > 1) emitTiles(emitter, { value, rows, inner, columns, a: factor(a, transposeA), b: factor(b, false) });
  else if (!transposeA) emitDots(emitter, value, inner);
  else {
    // A vector is the same array upright and lying down: the transposed product has columns to sum at once.
    const lying = { value: b, rowBytes: 0, columnBytes: FLOAT_BYTES };
    emitTiles(emitter, { value, rows: 1, inner, columns: a.columns, a: lying, b: factor(a, false) });
  }
}

/** [m, n] -> [n, m] */
export function emitTranspose(emitter: Emitter, value: Value): void {
  const { code } = emitter;
  const from = pointerTo(emitter, value.inputs[0]!);
  const column = pointerTo(emitter, value);
  const to = code.local("i32");
  code.i32(value.columns).repeat(() => {
    code.get(column).set(to);
    emitter.pushRows(value.rows);
    code.repeat(() => {
      code.get(to).get(from).memory("f32.load").memory("f32.store");
      code.advance(from, FLOAT_BYTES).advance(to, value.columns * FLOAT_BYTES);
    });
    code.advance(column, FLOAT_BYTES);
  });
}

interface ProductShape {
  readonly value: Value;
  readonly rows: Rows;
  readonly inner: number;
  readonly columns: number;
  readonly a: Factor;
  readonly b: Factor;
}

function factor(value: Value, isTransposed: boolean): Factor {
  const stored = value.columns * FLOAT_BYTES;
  return isTransposed
    ? { value, rowBytes: FLOAT_BYTES, columnBytes: stored }
    : { value, rowBytes: stored, columnBytes: FLOAT_BYTES };
}

/** Sums over k for tiles of rows and vectors of columns; rows of b are contiguous. */
function emitTiles(emitter: Emitter, { value, rows, inner, columns, a, b }: ProductShape): void {
  const { code } = emitter;
  const vectors = Math.floor(columns / LANES);
  const tiles: { readonly at: number; readonly vectors: number }[] = [];
  for (let first = 0; first < vectors; first += TILE_VECTORS) {
    tiles.push({ at: first * VECTOR_BYTES, vectors: Math.min(TILE_VECTORS, vectors - first) });
  }
  for (let column = vectors * LANES; column < columns; column += 1)
    tiles.push({ at: column * FLOAT_BYTES, vectors: 0 });
  for (const tile of tiles) {
    const [left, to] = [pointerTo(emitter, a.value), pointerTo(emitter, value)];
    code.advance(to, tile.at);
    const tileOf = (count: number) => () => {
      sumTile(tile, count, left, to);
      code.advance(left, count * a.rowBytes).advance(to, count * columns * FLOAT_BYTES);
    };
    emitter.pushRows(rows);
    code.i32(2).do("i32.shr_u").repeat(tileOf(TILE_ROWS));
    emitter.pushRows(rows);
    code
      .i32(TILE_ROWS - 1)
      .do("i32.and")
      .repeat(tileOf(1));
  }

  function sumTile(tile: (typeof tiles)[number], count: number, left: number, to: number): void {
    const isVector = tile.vectors > 0;
    const type = isVector ? "v128" : "f32";
    const add = isVector ? (["f32x4.mul", "f32x4.add"] as const) : (["f32.mul", "f32.add"] as const);
    const parts = Math.max(1, tile.vectors);
    const sums = Array.from({ length: count }, () => Array.from({ length: parts }, () => code.local(type)));
    for (const sum of sums.flat()) {
      code.f32(0);
      if (isVector) code.do("f32x4.splat");
      code.set(sum);
    }
    const from = code.local("i32");
    code.get(left).set(from);
    const right = pointerTo(emitter, b.value);
    code.advance(right, tile.at);
    const loaded = Array.from({ length: parts }, () => code.local(type));
    const scale = code.local(type);
    code.i32(inner).repeat(() => {
      loaded.forEach((local, part) => {
        code
          .get(right)
          .memory(isVector ? "v128.load" : "f32.load", part * VECTOR_BYTES)
          .set(local);
      });
      sums.forEach((ofRow, row) => {
        code
          .get(from)
          .memory(isVector ? "v128.load32_splat" : "f32.load", row * a.rowBytes)
          .set(scale);
        ofRow.forEach((sum, part) => {
          code.get(sum).get(scale).get(loaded[part]!).do(add[0], add[1]).set(sum);
        });
      });
      code.advance(from, a.columnBytes).advance(right, b.rowBytes);
    });
    sums.forEach((ofRow, row) => {
      ofRow.forEach((sum, part) => {
        code.get(to).get(sum);
        code.memory(isVector ? "v128.store" : "f32.store", row * columns * FLOAT_BYTES + part * VECTOR_BYTES);
      });
    });
  }
}

/** [m, k] x [k] -> [m]: sums along the rows of the left factor. */
function emitDots(emitter: Emitter, value: Value, inner: number): void {
  const { code } = emitter;
  const [a, b] = value.inputs as readonly [Value, Value];
  const vectors = Math.floor(inner / LANES);
  const [left, to] = [pointerTo(emitter, a), pointerTo(emitter, value)];
  const [right, four] = [code.local("i32"), code.local("v128")];
  emitter.pushRows(value.rows);
  code.repeat(() => {
    emitter.pushAddress(b);
    code.set(right).f32(0).do("f32x4.splat").set(four);
    code.i32(vectors).repeat(() => {
      code
        .get(four)
        .get(left)
        .memory("v128.load")
        .get(right)
        .memory("v128.load")
        .do("f32x4.mul", "f32x4.add")
        .set(four);
      code.advance(left, VECTOR_BYTES).advance(right, VECTOR_BYTES);
    });
    code.get(to);
    pushSumOfLanes(code, four);
    for (let rest = 0; rest < inner % LANES; rest += 1) {
      code
        .get(left)
        .memory("f32.load", rest * FLOAT_BYTES)
        .get(right)
        .memory("f32.load", rest * FLOAT_BYTES);
      code.do("f32.mul", "f32.add");
    }
    code
      .memory("f32.store")
      .advance(to, FLOAT_BYTES)
      .advance(left, (inner % LANES) * FLOAT_BYTES);
  });
}
