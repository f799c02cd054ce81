/** A piece of a word with its log-probability: ["▁the", -3.57]. */
export type Piece = readonly [text: string, score: number];

export interface PieceTokenizer {
  /**
   * Ids of the most probable cut of a text into pieces.
   * @param most ids after which the rest of the text is not read: what comes before does not depend on it
   */
  encode(text: string, most?: number): number[];
}

/** Stands for a space, and for a text's beginning. */
const SPACE = "▁";
const SPACE_CODE = SPACE.codePointAt(0)!;
/** What no piece begins with. Runs of it are one id. */
const UNKNOWN_ID = 0;

interface Node {
  readonly next: Map<number, Node>;
  /** Undefined where no piece ends. */
  id?: number;
}

/**
 * Cuts texts as sentencepiece's unigram model does (Kudo 2018, arXiv:1804.10959) and as the JavaScript library of the Universal Sentence
 * Encoder wrote it down, id by id, oddities included: of two equal pieces the last one counts, an unknown character costs nothing, a score
 * of exactly 0 counts as none, and of equal scores the later piece wins. No piece goes on behind a space, so a text is cut word by word, in
 * time linear in its length.
 * @param pieces by id
 * @param reserved first ids, which stand for no text
 * @throws RangeError on a piece with a space behind its beginning
 * @see @tensorflow-models/universal-sentence-encoder, src/tokenizer/index.ts
 */
export function createPieceTokenizer(pieces: readonly Piece[], reserved: number): PieceTokenizer {
  const root = trieOf(pieces, reserved);
  return {
    encode: (text, most = Number.POSITIVE_INFINITY) => {
      const symbols = symbolsOf(text);
      const ids: number[] = [];
      // Scores add up over the whole text: rounding then decides between equal cuts as in the original.
      let score = 0;
      for (let start = 0; start < symbols.length && ids.length < most; ) {
        let end = start + 1;
        while (end < symbols.length && symbols[end] !== SPACE_CODE) end += 1;
        const cut = cutWord(root, pieces, symbols.subarray(start, end), score);
        for (const id of cut.ids) if (id !== UNKNOWN_ID || ids.at(-1) !== UNKNOWN_ID) ids.push(id);
        score = cut.score;
        start = end;
      }
      return ids.length > most ? ids.slice(0, most) : ids;
    },
  };
}

/**
 * Runs of white space as one space, and none at the ends, as in the texts that sentencepiece's models were trained on: the encoder's own library
 * leaves this to its caller, and takes a tab for an unknown character.
 */
export function foldWhiteSpace(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function trieOf(pieces: readonly Piece[], reserved: number): Node {
  const root: Node = { next: new Map() };
  for (let id = reserved; id < pieces.length; id += 1) {
    const [text] = pieces[id]!;
    if (text.includes(SPACE, 1)) throw new RangeError(`piece ${id}, "${text}", has a space behind its beginning`);
    let node = root;
    for (const symbol of codePoints(text)) {
      let next = node.next.get(symbol);
      if (next === undefined) {
        next = { next: new Map() };
        node.next.set(symbol, next);
      }
      node = next;
    }
    node.id = id;
  }
  return root;
}

/** The text in compatibility form (NFKC), with a space before it and for each of its spaces; nothing for an empty one. */
function symbolsOf(text: string): Int32Array {
  const normalized = text.normalize("NFKC");
  return normalized === "" ? new Int32Array(0) : codePoints(SPACE + normalized.replaceAll(" ", SPACE));
}

function codePoints(text: string): Int32Array {
  const symbols = new Int32Array(text.length);
  let count = 0;
  for (const symbol of text) {
    symbols[count] = symbol.codePointAt(0)!;
    count += 1;
  }
  return symbols.subarray(0, count);
}

interface Cut {
  readonly ids: readonly number[];
  readonly score: number;
}

/** The best cut of a word by Viterbi's algorithm. @param score of what comes before it */
function cutWord(root: Node, pieces: readonly Piece[], word: Int32Array, score: number): Cut {
  const scores = new Float64Array(word.length + 1);
  const ids = new Int32Array(word.length + 1);
  const starts = Int32Array.from(ids, (_, end) => end - 1);
  scores[0] = score;
  const offer = (start: number, end: number, id: number, pieceScore: number) => {
    const sum = pieceScore + scores[start]!;
    if (scores[end] !== 0 && sum < scores[end]!) return;
    scores[end] = sum;
    ids[end] = id;
    starts[end] = start;
  };
  for (let start = 0; start < word.length; start += 1) {
    let isKnown = false;
    let node = root.next.get(word[start]!);
    for (let end = start + 1; node !== undefined; end += 1) {
      if (node.id !== undefined) {
        isKnown = true;
        offer(start, end, node.id, pieces[node.id]![1]);
      }
      node = end < word.length ? node.next.get(word[end]!) : undefined;
    }
    if (!isKnown) offer(start, start + 1, UNKNOWN_ID, 0);
  }
  const found: number[] = [];
  for (let end = word.length; end > 0; end = starts[end]!) found.push(ids[end]!);
  return { ids: found.reverse(), score: scores[word.length]! };
}
