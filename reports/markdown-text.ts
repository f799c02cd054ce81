import { clipped, oneLine } from "./words/one-line.ts";

/** The most characters of one text, so that no single name or reason fills the page. */
const LONGEST_TEXT = 600;

/**
 * Text as one line of Markdown that shows it as it is: everything with a meaning in GitHub's Markdown (cells, markup, emphasis, links, mentions, issue
 * numbers, formulas) becomes a character reference.
 */
export function markdownText(text: string): string {
  return clipped(oneLine(text), LONGEST_TEXT)
    .replace(/[&<>|`*_[\]\\~@#$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("://", "&#58;//")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}&#46;`);
}
