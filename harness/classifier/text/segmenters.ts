import type { TokenizerSpec } from "../../contract/index.ts";
import { createCharactersCut } from "./characters.ts";
import { createIntlCut } from "./intl-words.ts";
import type { CutText } from "./word-spans.ts";
import { cutWords } from "./words.ts";

/** What makes each way of cutting, when it is needed: opening ICU takes as long as reading a model. */
export const SEGMENTERS: Readonly<Record<TokenizerSpec["segmenter"], () => CutText>> = {
  words: () => cutWords,
  characters: createCharactersCut,
  intl: createIntlCut,
};
