import { DataError } from "../../harness/base/errors.ts";
import type { VectorsOfWords } from "../../harness/contract/word-vectors.ts";
import { type NamedFile, unpackedBytes } from "../tables/file-bytes.ts";
import { WantedWords } from "./wanted-words.ts";

const DIMENSIONS = /"dimensions":(\d+)/;
const VECTORS = '"vectors":{';
/** A word in JSON's quotes and its list of numbers. */
const ENTRY = /,?"((?:[^"\\]|\\.)*)":\[([^\]]*)\]/y;

/**
 * Reads winkNLP's JSON of word vectors: an object of "dimensions", "vectors" by word, and more. Each list of a word ends with its norm and
 * its rank. The file has 300 MB, so it is read in parts: as one object it would take four times that memory.
 * @throws DataError on other JSON, and on a file that ends early
 */
export async function readWinkVectors(file: NamedFile, words: readonly string[]): Promise<VectorsOfWords> {
  const decoder = new TextDecoder();
  let wanted: WantedWords | null = null;
  let width = 0;
  let text = "";
  for await (const bytes of unpackedBytes(file)) {
    text += decoder.decode(bytes, { stream: true });
    let at = 0;
    if (wanted === null) {
      const start = text.indexOf(VECTORS);
      if (start === -1) continue;
      width = Number(DIMENSIONS.exec(text.slice(0, start))?.[1] ?? Number.NaN);
      if (!(width > 0)) break;
      wanted = new WantedWords(words, width);
      at = start + VECTORS.length;
    }
    ENTRY.lastIndex = at;
    for (let entry = ENTRY.exec(text); entry !== null; entry = ENTRY.exec(text)) {
      const [, word, numbers] = entry as unknown as [string, string, string];
      wanted.offer(JSON.parse(`"${word}"`), () => vectorOf(numbers, width, file, word));
      at = ENTRY.lastIndex;
    }
    if (text.startsWith("}", at)) return wanted.vectors();
    text = text.slice(at);
  }
  throw new DataError(
    `${file.shownAs}: needs an object with "dimensions" and, all to their end, "vectors", as winkNLP writes them; install the package again`,
  );
}

function vectorOf(numbers: string, width: number, { shownAs }: NamedFile, word: string): Float32Array {
  const vector = Float32Array.from(numbers.split(",", width), Number);
  if (vector.length === width && vector.every(Number.isFinite)) return vector;
  throw new DataError(`${shownAs}: the vector of "${word}" needs ${width} finite numbers; install the package again`);
}
