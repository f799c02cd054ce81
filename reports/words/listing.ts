import { formatCount, listing } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

const LISTINGS: InLanguages<(names: readonly string[], most: number) => string> = { en: listing, zh: listingInChinese };

/** ["a", "b", "c"] -> "a, b and c", "a、b和c"; more than `most` -> "a, b and 4 more", "a、b和另外4个" */
export function listed(names: readonly string[], language: Language = "en", most = 4): string {
  return LISTINGS[language](names, most);
}

function listingInChinese(names: readonly string[], most: number): string {
  if (names.length > most)
    return `${names.slice(0, most - 1).join("、")}和另外${formatCount(names.length - most + 1)}个`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join("、")}和${names.at(-1)}`;
}
