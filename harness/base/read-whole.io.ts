import { open } from "node:fs/promises";

/** Node.js reads at most 2 GiB in one call. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * All of a file, also of one that is larger than 2 GiB.
 * @param mostAtOnce bytes of one call
 * @throws RangeError on more than a buffer can hold
 */
export async function readWhole(file: string, mostAtOnce = MOST_AT_ONCE): Promise<Buffer> {
  const handle = await open(file);
  try {
    // A buffer of its own begins where any list of numbers can.
    const bytes = Buffer.allocUnsafeSlow((await handle.stat()).size);
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(mostAtOnce, bytes.length - at), at);
      // It was cut short meanwhile.
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await handle.close();
  }
}
