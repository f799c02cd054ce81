/**
 * AssemblyScript, compiled to WebAssembly by `npm run build:wasm`: the smallest hashes of a text's features, as
 * min-hash.ts wants them. The hash functions are gone through four at a time, each group of sixteen over all features, so that
 * what is smallest so far stays in registers.
 *
 * Memory from address 0: the factors of the functions, then their offsets.
 */

const FUNCTIONS: usize = 128;
const OFFSETS: usize = 4 * FUNCTIONS;
/** Bytes of sixteen numbers. */
const GROUP: usize = 64;
const UPPER_BYTE: i32 = 24;

/**
 * Writes the byte of each function's smallest value over the features to `signature`.
 * @param features address of the first one
 */
export function sign(signature: usize, features: usize, count: u32): void {
  const end = features + ((<usize>count) << 2);
  for (let group: usize = 0; group < OFFSETS; group += GROUP) {
    const factor0 = v128.load(group);
    const factor1 = v128.load(group, 16);
    const factor2 = v128.load(group, 32);
    const factor3 = v128.load(group, 48);
    const offset0 = v128.load(group, OFFSETS);
    const offset1 = v128.load(group, OFFSETS + 16);
    const offset2 = v128.load(group, OFFSETS + 32);
    const offset3 = v128.load(group, OFFSETS + 48);
    let least0 = i32x4.splat(0x7fffffff);
    let least1 = least0;
    let least2 = least0;
    let least3 = least0;
    for (let at = features; at < end; at += 4) {
      const feature = v128.load32_splat(at);
      least0 = i32x4.min_s(least0, i32x4.add(i32x4.mul(feature, factor0), offset0));
      least1 = i32x4.min_s(least1, i32x4.add(i32x4.mul(feature, factor1), offset1));
      least2 = i32x4.min_s(least2, i32x4.add(i32x4.mul(feature, factor2), offset2));
      least3 = i32x4.min_s(least3, i32x4.add(i32x4.mul(feature, factor3), offset3));
    }
    const low = i16x8.narrow_i32x4_u(upperByte(least0), upperByte(least1));
    const high = i16x8.narrow_i32x4_u(upperByte(least2), upperByte(least3));
    v128.store(signature + (group >> 2), i8x16.narrow_i16x8_u(low, high));
  }
}

/** Of four numbers, mixed. */
function upperByte(numbers: v128): v128 {
  return i32x4.shr_u(i32x4.mul(numbers, i32x4.splat(0x9e3779b1)), UPPER_BYTE);
}
