/**
 * Characters that a terminal or a reader's screen obeys instead of showing: controls (C0, C1 and DEL) but for line breaks
 * and tabs, other line and paragraph separators, controls of the writing direction, and lone surrogates.
 */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text of any number of lines that is safe to print: what a terminal would obey is shown as JSON writes it, \u001b. JSON
 * therefore stays JSON of the same value.
 */
export function printable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(OBEYED, escaped);
}

/** The same on one line, for a name: a line break in it must not begin a line of its own. */
export function printableName(text: string): string {
  return printable(text).replace(/[\n\t]/g, escaped);
}

/** "\u001b" -> "\\u001b" */
export function escaped(character: string): string {
  return character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
