import { printable } from "../../harness/base/printable.ts";

/** One line that is safe to print: white space, line breaks included, becomes single spaces, and what a terminal would obey is escaped. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim());
}

/** Truncates to at most `most` characters, ending in "…" if any were cut. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
