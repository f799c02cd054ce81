import type { InLanguages, Language } from "./language.ts";

const NAMES: InLanguages<Readonly<Record<string, string>>> = {
  en: {
    majority: "the majority class",
    tfidf: "tf-idf with logistic regression",
    fasttext: "fastText",
    encoder: "a sentence encoder",
  },
  zh: { majority: "多数类", tfidf: "tf-idf加逻辑回归", fasttext: "fastText", encoder: "句向量编码器" },
};

/** What a mark is called in a sentence; its own name where it has no other. */
export function markName(name: string, language: Language = "en"): string {
  return NAMES[language][name] ?? name;
}
