import type { Translation } from "../page/translation.ts";
import { LANGUAGES, type Language, languageFor } from "../words/language.ts";
import { readPayload } from "./payload.ts";
import type { Store } from "./store.ts";
import type { View } from "./view.ts";

/** The language that a view asks for or, if it asks for none, the reader's browser, of those that the page has. */
export function wantedLanguage({ language }: Pick<View, "language">): Language {
  const wanted = language ?? languageFor(navigator.languages);
  return document.getElementById(`text-${wanted}`) === null ? "en" : wanted;
}

/** Of pages in one language, the tag of Chinese in simplified characters. */
const TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };

/** Puts the text of a language in place of the page's own. @returns null for the language in which the page stands */
export async function translated(main: HTMLElement, language: Language): Promise<Translation | null> {
  if (language === "en") return null;
  const translation = await readPayload<Translation>(`text-${language}`);
  if (translation === null) return null;
  document.documentElement.lang = TAGS[language];
  document.title = translation.title;
  main.innerHTML = translation.body;
  return translation;
}

/** What a language is called in itself. */
const NAMES: Readonly<Record<Language, string>> = { en: "English", zh: "中文" };

/** Lets the reader choose among the languages that the page has. Another one is shown by loading the page again. */
export function offerLanguages(main: ParentNode, own: Language, store: Store<View>): void {
  const others = LANGUAGES.filter((language) => document.getElementById(`text-${language}`) !== null);
  const place = main.querySelector(".contents ul");
  if (others.length === 0 || place === null) return;
  const item = document.createElement("li");
  item.className = "languages";
  for (const language of LANGUAGES.filter((one) => one === "en" || others.includes(one))) {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = TAGS[language];
    button.textContent = NAMES[language];
    button.setAttribute("aria-pressed", String(language === own));
    button.addEventListener("click", () => {
      if (language === own) return;
      store.set({ language });
      location.reload();
    });
    item.append(button);
  }
  place.append(item);
}
