/** What a text in Chinese must have in common with the same in English. */
import { expect } from "vitest";
import { plainOf } from "./page-text.ts";

/** The numbers of a text as they are written, sorted: "2 of 1,234 rows" -> ["1,234", "2"] */
export function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).sort();
}

/** Fields whose texts are codes that a sentence puts into words. */
const CODES = new Set(
  "kind status phase failure reference selectedOn figure metric segmenter keeps differences origin verdict missing unit side severity".split(
    " ",
  ),
);

/** All texts in a structure but codes: what a sentence about it may name, and must not translate. */
export function namesIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.replace(/\s+/g, " ").replace(/\.$/, "")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, own]) => (CODES.has(key) ? [] : namesIn(own)));
}

/**
 * Fails unless the Chinese text has the numbers of the English one, the names that it has, and neither an English sentence nor a bare
 * English word alone.
 * @param about what the texts are about: its texts are names
 */
export function expectTranslated(english: string, chinese: string, about: unknown = null): void {
  if (english === "") {
    expect(chinese).toBe("");
    return;
  }
  const names = namesIn(about).filter((name) => isNamedIn(english, name));
  const own = withoutNames(chinese, names);
  expect(numbersIn(chinese), chinese).toEqual(numbersIn(english));
  for (const name of names) expect(chinese).toContain(name);
  expect(own, chinese).toMatch(/\p{Script=Han}/u);
  expect(own, chinese).not.toMatch(/[A-Za-z’]+(?:[ ,.;:]+[A-Za-z’]+){2}/);
  expect(own, chinese).not.toMatch(/undefined|null|\[object/);
}

/** The same of what two sections of a page say, in their cells and in what the pointer shows. */
export function expectSectionTranslated(english: string, chinese: string, about: unknown = null): void {
  expectTranslated(saidIn(english), saidIn(chinese), about);
}

/** With a space between cells, so that their numbers stay apart. */
function saidIn(markup: string): string {
  const attributes = [...markup.matchAll(/(?:title|aria-label)="([^"]*)"/g)].map(([, text]) => text);
  return [plainOf(markup.replaceAll("<", " <")), ...attributes].join(" | ").replaceAll("&#39;", "'");
}

/** "d" is not named by "and". */
function isNamedIn(text: string, name: string): boolean {
  return text.split(name).some((before, index, parts) => {
    const after = parts[index + 1];
    return after !== undefined && !/[A-Za-z0-9]$/.test(before) && !/^[A-Za-z0-9]/.test(after);
  });
}

/** The longest first, since one can be a part of another. Commands are the same in every language. */
function withoutNames(text: string, names: readonly string[]): string {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((rest, name) => rest.replaceAll(name, ""), text)
    .replaceAll(/pricewar(?: [A-Za-z-]+)+/g, "");
}
