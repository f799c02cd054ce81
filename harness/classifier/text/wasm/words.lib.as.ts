/**
 * AssemblyScript that other modules import: cuts texts in UTF-8 into words by the rules of words.ts, and compares and hashes
 * words. A word's bytes are read in blocks, so that 64 bytes behind each text must exist.
 */

/** Bytes of a word that are compared at once. */
export const KEPT: u32 = 16;

/**
 * Lower-cases the ASCII letters of a text where it stands and writes the first byte and the end of each of its words.
 * @param edges room for half as many words as bytes, eight bytes each, and 256 bytes more
 * @returns the number of words
 */
export function cut(start: usize, end: usize, edges: usize): u32 {
  let edge = edges;
  let isBehindSeparator: u64 = 1;
  for (let at = start; at < end; at += 64) {
    let separators =
      lowerBlock(at) | (lowerBlock(at + 16) << 16) | (lowerBlock(at + 32) << 32) | (lowerBlock(at + 48) << 48);
    if (end - at < 64) separators |= (<u64>-1) << (<u64>(end - at));
    let changes = separators ^ ((separators << 1) | isBehindSeparator);
    isBehindSeparator = separators >>> 63;
    const next = edge + ((<usize>popcnt(changes)) << 2);
    // Sixteen at a time without looking whether there are so many: what is too much is written over.
    do {
      for (let i: usize = 0; i < 64; i += 16) {
        store<u32>(edge + i, <u32>(at + <usize>ctz(changes)), 0);
        changes &= changes - 1;
        store<u32>(edge + i, <u32>(at + <usize>ctz(changes)), 4);
        changes &= changes - 1;
        store<u32>(edge + i, <u32>(at + <usize>ctz(changes)), 8);
        changes &= changes - 1;
        store<u32>(edge + i, <u32>(at + <usize>ctz(changes)), 12);
        changes &= changes - 1;
      }
      edge += 64;
    } while (changes != 0);
    edge = next;
  }
  if (isBehindSeparator == 0) {
    store<u32>(edge, <u32>end);
    edge += 4;
  }
  return <u32>((edge - edges) >> 3);
}

/**
 * Lower-cases 16 bytes of ASCII where they stand.
 * @returns a bit for each of them that parts words. The classes of the upper and of the lower half byte are looked up
 * apart: a separator is where they have one in common.
 */
function lowerBlock(at: usize): u64 {
  const bytes = v128.load(at);
  const isUpper = i8x16.lt_s(i8x16.add(bytes, i8x16.splat(63)), i8x16.splat(-102));
  v128.store(at, v128.or(bytes, v128.and(isUpper, i8x16.splat(0x20))));
  const high = i8x16.swizzle(i8x16(1, 0, 2, 4, 8, 16, 8, 32, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(bytes, 4));
  const low = i8x16.swizzle(
    i8x16(10, 2, 2, 2, 2, 2, 2, 0, 2, 3, 7, 54, 54, 54, 54, 22),
    v128.and(bytes, i8x16.splat(15)),
  );
  return <u64>(~i8x16.bitmask(i8x16.eq(v128.and(high, low), i8x16.splat(0))) & 0xffff);
}

/** The first KEPT bytes of a word, zeros behind a shorter one. */
export function firstBytes(start: usize, length: u32): v128 {
  const isWithin = i8x16.gt_s(
    i8x16.splat(<i8>min(length, KEPT)),
    i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
  );
  return v128.and(v128.load(start), isWithin);
}

/** Whether the bytes of two words of this length, over KEPT, are equal behind the first KEPT. */
export function equalTails(one: usize, other: usize, length: u32): bool {
  const lastEight = <usize>length - 8;
  for (let at = <usize>KEPT; at < lastEight; at += 8) if (load<u64>(one + at) != load<u64>(other + at)) return false;
  return load<u64>(one + lastEight) == load<u64>(other + lastEight);
}

/** Hashes a word by multiplication: the upper bits of the product are the best. @param first its `firstBytes` */
export function hashOf(first: v128, start: usize, end: usize): u64 {
  const hash = i64x2.extract_lane(first, 0) * 0x9e3779b97f4a7c15 + i64x2.extract_lane(first, 1) * 0xd6e8feb86659fd93;
  return <u64>(end - start > <usize>KEPT ? hashTail(hash, start, end) : hash);
}

function hashTail(first: i64, start: usize, end: usize): i64 {
  let hash = first;
  const lastEight = end - 8;
  for (let at = start + <usize>KEPT; at < lastEight; at += 8) hash = (hash ^ load<i64>(at)) * 0x9e3779b97f4a7c15;
  return (hash ^ load<i64>(lastEight)) * 0x9e3779b97f4a7c15;
}
