/** Regions begin where cache lines do, and where modules that read blocks of 64 bytes want them. */
const BLOCK_BYTES = 64;

/**
 * Lays out regions one after the other, each at a multiple of 64 bytes.
 * @param bytes of each region
 * @param start where the first one may begin
 */
export function layOut<Region extends string>(bytes: Readonly<Record<Region, number>>, start = 0) {
  let end = Math.ceil(start / BLOCK_BYTES) * BLOCK_BYTES;
  const addresses = {} as Record<Region, number>;
  for (const region in bytes) {
    addresses[region] = end;
    end += Math.ceil(bytes[region] / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return { addresses, end };
}
