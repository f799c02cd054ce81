/** The way out where a tokenizer hardly splits texts. */
export const SPACELESS_ADVICE =
  "For a language that is written without spaces, set tokenizer.segmenter to “characters”.";
