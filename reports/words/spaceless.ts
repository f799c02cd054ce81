import type { InLanguages } from "./language.ts";

/** The way out where a tokenizer hardly splits texts. */
export const SPACELESS_ADVICE: InLanguages<string> = {
  en: "For a language that is written without spaces, set tokenizer.segmenter to “characters”.",
  zh: "对于书写时不用空格的语言，请将tokenizer.segmenter设为“characters”。",
};
