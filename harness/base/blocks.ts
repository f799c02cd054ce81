/** Characters from which on pieces are one block. */
const BLOCK = 2 ** 18;

/** The same text in larger pieces: each that is written is a call of the system, and a piece may be a single line. */
export function* inBlocks(pieces: Iterable<string>, block = BLOCK): Iterable<string> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < block) continue;
    yield waiting.join("");
    [waiting, length] = [[], 0];
  }
  if (waiting.length > 0) yield waiting.join("");
}
