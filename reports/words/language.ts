/** A language that the page can be read in. */
export const LANGUAGES = ["en", "zh"] as const;

export type Language = (typeof LANGUAGES)[number];

/** One thing in each language: `const said: InLanguages<…> = { en: …, zh: … }`. */
export type InLanguages<T> = Readonly<Record<Language, T>>;

/** The first language that a reader wants and the page has; English if there is none. @param wanted as in navigator.languages: ["zh-CN", "en"] */
export function languageFor(wanted: readonly string[]): Language {
  const known = wanted.flatMap((tag) => LANGUAGES.filter((language) => tag.toLowerCase().split("-")[0] === language));
  return known[0] ?? "en";
}
