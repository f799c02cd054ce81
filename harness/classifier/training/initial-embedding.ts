import { randomStream } from "../../base/random/mt19937.ts";
import { coordinates, principalComponents } from "../../base/statistics/principal-components.ts";
import type { VectorsOfWords } from "../../contract/word-vectors.ts";

/**
 * Rows of an embedding that begins with the vectors of words, projected to their principal components where they are wider. A row
 * without a vector gets random numbers, uniform around 0 and with the root mean square of the others in each column.
 * @param size of the embedding: at least as many rows as there are words, at most as many columns as the vectors have
 * @returns [rows, columns]
 */
export function initialEmbedding(
  { values, found, width }: VectorsOfWords,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  seed: number,
): Float32Array {
  const words = [...found.keys()].filter((word) => found[word] === 1);
  const known = new Float32Array(words.length * width);
  for (const [index, word] of words.entries()) {
    known.set(values.subarray(word * width, (word + 1) * width), index * width);
  }
  const placed = columns === width ? known : coordinates(known, principalComponents(known, width, columns));
  const limit = uniformLimits(placed, columns);
  const random = randomStream(seed, "embedding");
  const embedding = Float32Array.from(
    { length: rows * columns },
    (_, at) => (2 * random.nextFloat64() - 1) * limit[at % columns]!,
  );
  for (const [index, word] of words.entries()) {
    embedding.set(placed.subarray(index * columns, (index + 1) * columns), word * columns);
  }
  return embedding;
}

/** By column: how far uniform numbers reach that have the root mean square of the values: its sqrt(3). */
function uniformLimits(values: Float32Array, columns: number): Float64Array {
  const squares = new Float64Array(columns);
  values.forEach((value, at) => {
    squares[at % columns]! += value ** 2;
  });
  return squares.map((sum) => Math.sqrt((3 * sum * columns) / values.length));
}
