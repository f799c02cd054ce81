/** Texts as ids of pieces, padded to the longest. */
export interface PieceBatch {
  readonly rows: number;
  /** At least 1. */
  readonly positions: number;
  /** [rows, positions], 0 behind a text's end. */
  readonly ids: Int32Array;
  /** Pieces of each text: [rows]. */
  readonly counts: Int32Array;
}

/** Runs an encoder, or a classifier behind it. @returns [rows, columns] */
export type RunPieces = (batch: PieceBatch) => Promise<Float32Array>;

/** More positions in one call leave the processor's cache: a quarter slower at four times as many. */
const MOST_POSITIONS = 512;
/** Of a text's padding in the positions of the longest text beside it. A call costs as much as some pieces. */
const MOST_PADDING = 0.1;

/**
 * Runs texts in batches of about one length, so that little is padding.
 * @param texts ids of the pieces of each
 * @param columns of an answer
 * @returns [texts, columns], in the order of the texts
 */
export async function answerByLength(
  texts: readonly (readonly number[])[],
  columns: number,
  run: RunPieces,
): Promise<Float32Array> {
  const answers = new Float32Array(texts.length * columns);
  for (const rows of groupsByLength(texts.map((ids) => ids.length))) {
    const answer = await run(padded(rows.map((row) => texts[row]!)));
    for (const [place, row] of rows.entries()) {
      answers.set(answer.subarray(place * columns, (place + 1) * columns), row * columns);
    }
  }
  return answers;
}

/** Row numbers of texts that run together, the longest first. */
export function groupsByLength(lengths: readonly number[]): number[][] {
  const groups: number[][] = [];
  let longest = 0;
  for (const row of [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]! || a - b)) {
    const group = groups.at(-1);
    const fits = group !== undefined && (group.length + 1) * Math.max(1, longest) <= MOST_POSITIONS;
    if (fits && lengths[row]! >= longest * (1 - MOST_PADDING)) group.push(row);
    else {
      groups.push([row]);
      longest = lengths[row]!;
    }
  }
  return groups;
}

/** The batch of some texts that runs first: what ran for it has run for all, and all in one batch would take many times the memory. */
export function firstBatch(texts: readonly (readonly number[])[]): PieceBatch {
  const [rows = []] = groupsByLength(texts.map((ids) => ids.length));
  return padded(rows.map((row) => texts[row]!));
}

/** One batch of all texts. */
export function padded(texts: readonly (readonly number[])[]): PieceBatch {
  const positions = Math.max(1, ...texts.map((ids) => ids.length));
  const ids = new Int32Array(texts.length * positions);
  for (const [row, own] of texts.entries()) ids.set(own, row * positions);
  return { rows: texts.length, positions, ids, counts: Int32Array.from(texts, (own) => own.length) };
}
