/** Fills bytes with random ones that nobody can foretell or repeat, such as those of the operating system's generator. */
export type FillSecretly = (bytes: Uint8Array) => void;

/** Numbers drawn from one call of the generator. */
const NUMBERS = 8192;

/** Uniform numbers above 0 and up to 1, in steps of 2^-53. */
export function secretUniform(fill: FillSecretly): () => number {
  const words = new Uint32Array(2 * NUMBERS);
  const bytes = new Uint8Array(words.buffer);
  let next = words.length;
  return () => {
    if (next === words.length) {
      fill(bytes);
      next = 0;
    }
    const [high, low] = [words[next]!, words[next + 1]!];
    next += 2;
    return ((high >>> 5) * 2 ** 26 + (low >>> 6) + 1) / 2 ** 53;
  };
}
