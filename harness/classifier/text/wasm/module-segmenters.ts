import type { TokenizerSpec } from "../../../contract/index.ts";

export interface ModuleSegmenter {
  /** What the modules are told. */
  readonly cutsCharacters: boolean;
  readonly mostWordsPerByte: number;
}

const SEGMENTERS: Readonly<Partial<Record<TokenizerSpec["segmenter"], ModuleSegmenter>>> = {
  // A word and what parts it from the next one take two bytes.
  words: { cutsCharacters: false, mostWordsPerByte: 1 / 2 },
  // A character, which comes with a pair, takes three bytes.
  characters: { cutsCharacters: true, mostWordsPerByte: 2 / 3 },
};

/** What modules need to know of a segmenter; undefined for one whose rules they have not. */
export function moduleSegmenter(name: TokenizerSpec["segmenter"]): ModuleSegmenter | undefined {
  return SEGMENTERS[name];
}

/** Words of so many texts, at most, that have so many bytes together. */
export function mostWords(bytes: number, texts: number, { mostWordsPerByte }: ModuleSegmenter): number {
  return Math.ceil(bytes * mostWordsPerByte) + texts;
}
