import { emitFill } from "./emit-loop.ts";
import { emitExponential } from "./emit-operations.ts";
import { emitPool } from "./emit-pool.ts";
import { emitProduct, emitTranspose } from "./emit-product.ts";
import { type Emitter, FLOAT_BYTES, LANES, pointerTo, pushSumOfLanes, VECTOR_BYTES } from "./emitter.ts";
import type { Value } from "./graph.ts";

/**
 * An operation that reads whole arrays.
 * @param isInPlace whether a part of a joined array was computed where it belongs
 */
export function emitArray(emitter: Emitter, value: Value, isInPlace: (part: Value, of: Value) => boolean): void {
  switch (value.operation.kind) {
    case "product":
      emitProduct(emitter, value);
      return;
    case "pool":
    case "unpool":
      emitPool(emitter, value);
      return;
    case "transpose":
      emitTranspose(emitter, value);
      return;
    case "sumRows":
      emitSumRows(emitter, value);
      return;
    case "sum":
      emitSum(emitter, value);
      return;
    case "softmax":
      emitSoftmax(emitter, value);
      return;
    case "largest":
      emitLargest(emitter, value, value.operation.axis);
      return;
    case "concat":
      emitConcat(emitter, value, isInPlace);
      return;
    default:
      throw new TypeError(`${value.operation.kind} is not an operation on whole arrays`);
  }
}

/** Vectors that are summed at once, in registers. */
const SUMMED = 8;

/** [m, n] -> [n] */
function emitSumRows(emitter: Emitter, value: Value): void {
  const { code } = emitter;
  const { columns } = value;
  const from = value.inputs[0]!;
  const rowBytes = columns * FLOAT_BYTES;
  const vectors = Math.floor(columns / LANES);
  for (let first = 0; first < vectors; first += SUMMED) {
    const count = Math.min(SUMMED, vectors - first);
    const pointer = pointerTo(emitter, from);
    code.advance(pointer, first * VECTOR_BYTES);
    const sums = Array.from({ length: count }, () => code.local("v128"));
    emitter.pushRows(from.rows);
    code.repeat(() => {
      sums.forEach((sum, index) => {
        code
          .get(sum)
          .get(pointer)
          .memory("v128.load", index * VECTOR_BYTES)
          .do("f32x4.add")
          .set(sum);
      });
      code.advance(pointer, rowBytes);
    });
    sums.forEach((sum, index) => {
      emitter.pushAddress(value);
      code.get(sum).memory("v128.store", (first + index) * VECTOR_BYTES);
    });
  }
  for (let column = vectors * LANES; column < columns; column += 1) {
    const pointer = pointerTo(emitter, from);
    const sum = code.local("f32");
    emitter.pushRows(from.rows);
    code.repeat(() => {
      code
        .get(sum)
        .get(pointer)
        .memory("f32.load", column * FLOAT_BYTES)
        .do("f32.add")
        .set(sum);
      code.advance(pointer, rowBytes);
    });
    emitter.pushAddress(value);
    code.get(sum).memory("f32.store", column * FLOAT_BYTES);
  }
}

/** [m, n] -> [1] */
function emitSum(emitter: Emitter, value: Value): void {
  const { code } = emitter;
  const from = value.inputs[0]!;
  const pointer = pointerTo(emitter, from);
  const [four, one] = [code.local("v128"), code.local("f32")];
  const pushCount = () => {
    emitter.pushRows(from.rows);
    code.i32(from.columns).do("i32.mul");
  };
  pushCount();
  code
    .i32(2)
    .do("i32.shr_u")
    .repeat(() => {
      code.get(four).get(pointer).memory("v128.load").do("f32x4.add").set(four).advance(pointer, VECTOR_BYTES);
    });
  pushCount();
  code
    .i32(LANES - 1)
    .do("i32.and")
    .repeat(() => {
      code.get(one).get(pointer).memory("f32.load").do("f32.add").set(one).advance(pointer, FLOAT_BYTES);
    });
  emitter.pushAddress(value);
  pushSumOfLanes(code, four);
  code.get(one).do("f32.add").memory("f32.store");
}

/** Over each row, shifted by its largest number. */
function emitSoftmax(emitter: Emitter, value: Value): void {
  const { code } = emitter;
  const { columns } = value;
  const rowBytes = columns * FLOAT_BYTES;
  const [from, to] = [pointerTo(emitter, value.inputs[0]!), pointerTo(emitter, value)];
  const [largest, sum, power] = [code.local("f32"), code.local("f32"), code.local("f32")];
  const [source, target] = [code.local("i32"), code.local("i32")];
  const overRow = (body: () => void) => {
    code.get(from).set(source).get(to).set(target);
    code.i32(columns).repeat(() => {
      body();
      code.advance(source, FLOAT_BYTES).advance(target, FLOAT_BYTES);
    });
  };
  emitter.pushRows(value.rows);
  code.repeat(() => {
    code.f32(Number.NEGATIVE_INFINITY).set(largest).f32(0).set(sum);
    overRow(() => code.get(largest).get(source).memory("f32.load").do("f32.max").set(largest));
    overRow(() => {
      code.get(source).memory("f32.load").get(largest).do("f32.sub");
      emitExponential(emitter, "single");
      code.set(power).get(target).get(power).memory("f32.store").get(sum).get(power).do("f32.add").set(sum);
    });
    overRow(() => code.get(target).get(target).memory("f32.load").get(sum).do("f32.div").memory("f32.store"));
    code.advance(from, rowBytes).advance(to, rowBytes);
  });
}

/** The largest of each row, or of each column. */
function emitLargest(emitter: Emitter, value: Value, axis: 0 | 1): void {
  const { code } = emitter;
  const from = value.inputs[0]!;
  const rowBytes = from.columns * FLOAT_BYTES;
  const largest = code.local("f32");
  const over = (pushCount: () => void, pointer: number, stride: number) => {
    code.f32(Number.NEGATIVE_INFINITY).set(largest);
    pushCount();
    code.repeat(() => {
      code.get(largest).get(pointer).memory("f32.load").do("f32.max").set(largest).advance(pointer, stride);
    });
  };
  const to = pointerTo(emitter, value);
  const keep = () => code.get(to).get(largest).memory("f32.store").advance(to, FLOAT_BYTES);
  if (axis === 1) {
    const pointer = pointerTo(emitter, from);
    emitter.pushRows(from.rows);
    code.repeat(() => {
      over(() => code.i32(from.columns), pointer, FLOAT_BYTES);
      keep();
    });
    return;
  }
  const column = pointerTo(emitter, from);
  const pointer = code.local("i32");
  code.i32(from.columns).repeat(() => {
    code.get(column).set(pointer);
    over(() => emitter.pushRows(from.rows), pointer, rowBytes);
    keep();
    code.advance(column, FLOAT_BYTES);
  });
}

/** Copies the parts that were computed elsewhere. */
function emitConcat(emitter: Emitter, value: Value, isInPlace: (part: Value, of: Value) => boolean): void {
  const { code } = emitter;
  let offset = 0;
  for (const part of value.inputs) {
    if (!isInPlace(part, value)) emitPart(part, offset);
    offset += Number(part.rows) * part.columns * FLOAT_BYTES;
  }

  function emitPart(part: Value, at: number): void {
    const place = { ...value, rows: part.rows, columns: part.columns };
    const target = { ...place, operation: { kind: "view" as const, start: at / FLOAT_BYTES }, inputs: [value] };
    if (part.operation.kind === "constant") {
      emitFill(emitter, target, part.operation.value);
      return;
    }
    const [source, to] = [pointerTo(emitter, part), pointerTo(emitter, target)];
    emitter.pushRows(part.rows);
    code
      .i32(part.columns)
      .do("i32.mul")
      .repeat(() => {
        code.get(to).get(source).memory("f32.load").memory("f32.store");
        code.advance(source, FLOAT_BYTES).advance(to, FLOAT_BYTES);
      });
  }
}
