import { formatCount } from "../../harness/base/counts.ts";
import { escaped, printable } from "../../harness/base/printable.ts";

const MOST_CHARACTERS = 40;
const MOST_NAMES = 10;

/** A value for a message: quoted, truncated if long, with invisible characters escaped. */
export function shown(value: string): string {
  const start = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS).toWellFormed()}…` : value;
  return printable(JSON.stringify(start)).replace(/(?! )[\p{White_Space}\p{Default_Ignorable_Code_Point}]/gu, escaped);
}

/** ‘"a", "b"’; of more than ten names the first ten, ‘…, and 5,990 more’ */
export function shownNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const listed = names.slice(0, MOST_NAMES).map(shown).join(", ");
  return more > 0 ? `${listed}, and ${formatCount(more)} more` : listed;
}
