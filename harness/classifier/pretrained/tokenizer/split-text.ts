/** What becomes of what a pattern finds, as Rust's tokenizers name it. */
export const SPLIT_BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"] as const;
export type SplitBehavior = (typeof SPLIT_BEHAVIORS)[number];

export interface SplitRule {
  readonly pattern: RegExp;
  readonly behavior: SplitBehavior;
  /** What the pattern does not find is what is split at. */
  readonly invert: boolean;
}

interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Cuts a text at a pattern, as NormalizedString::split of Rust's tokenizers does. @returns pieces that are not empty, in order */
export function splitText(text: string, { pattern, behavior, invert }: SplitRule): string[] {
  const pieces = piecesOf(text, pattern).map((piece) => ({ ...piece, isMatch: piece.isMatch !== invert }));
  return merged(pieces, behavior).filter((piece) => piece !== "");
}

/** The whole text as what was found and what is between it. @param pattern with the flag g */
function piecesOf(text: string, pattern: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (index > end) pieces.push({ text: text.slice(end, index), isMatch: false });
    pieces.push({ text: found, isMatch: true });
    end = index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isMatch: false });
  return pieces;
}

function merged(pieces: readonly Piece[], behavior: SplitBehavior): string[] {
  switch (behavior) {
    case "Removed":
      return pieces.filter(({ isMatch }) => !isMatch).map(({ text }) => text);
    case "Isolated":
      return pieces.map(({ text }) => text);
    case "Contiguous":
      return joined(pieces, (piece, before) => piece.isMatch === before.isMatch);
    case "MergedWithPrevious":
      return joined(pieces, (piece, before) => piece.isMatch && !before.isMatch);
    case "MergedWithNext":
      return joined(pieces, (piece, before) => before.isMatch && !piece.isMatch);
  }
}

/** Joins a piece to the one before where `joins` says so. */
function joined(pieces: readonly Piece[], joins: (piece: Piece, before: Piece) => boolean): string[] {
  const texts: string[] = [];
  pieces.forEach((piece, index) => {
    const before = pieces[index - 1];
    if (before !== undefined && joins(piece, before)) texts.push(texts.pop() + piece.text);
    else texts.push(piece.text);
  });
  return texts;
}
