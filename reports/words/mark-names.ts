const NAMES: Readonly<Record<string, string>> = {
  majority: "the majority class",
  tfidf: "tf-idf with logistic regression",
  fasttext: "fastText",
  encoder: "a sentence encoder",
};

/** What a mark is called in a sentence; its own name where it has no other. */
export function markName(name: string): string {
  return NAMES[name] ?? name;
}
