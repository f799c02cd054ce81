import type { InLanguages, Language } from "../language.ts";

const said: InLanguages<(sentence: string) => string> = {
  en: (text) => stopped(text.charAt(0).toUpperCase() + text.slice(1), "."),
  zh: (text) => stopped(text, "。"),
};

/** Adds a capital letter, where the language has any, and a period. */
export function fullSentence(text: string, language: Language = "en"): string {
  return said[language](text.trim());
}

function stopped(sentence: string, period: string): string {
  return sentence === "" || /[.!?。！？]$/.test(sentence) ? sentence : `${sentence}${period}`;
}
