import { LITE } from "./lite-weights.ts";
import { createPieceTokenizer, foldWhiteSpace, type Piece } from "./sentence-pieces.ts";

/** Texts to the ids that the encoder reads: at most LITE.maxPieces of each, none for a text of white space. */
export type TokenizeTexts = (texts: readonly string[]) => number[][];

/** @param pieces by id @throws RangeError on more pieces than the encoder has embeddings of */
export function liteTokenizer(pieces: readonly Piece[]): TokenizeTexts {
  if (pieces.length > LITE.pieces) {
    throw new RangeError(`the encoder has ${LITE.pieces} pieces, its vocabulary ${pieces.length}`);
  }
  const { encode } = createPieceTokenizer(pieces, LITE.reservedPieces);
  return (texts) => texts.map((text) => encode(foldWhiteSpace(text), LITE.maxPieces));
}
