const MOST_CHARACTERS = 40;
const MOST_NAMES = 10;

/** A value for a message: quoted, truncated if long, with invisible characters escaped. */
export function shown(value: string): string {
  const quoted = JSON.stringify(value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value);
  return quoted.replace(/(?! )[\p{White_Space}\p{Default_Ignorable_Code_Point}]/gu, (invisible) => {
    return `\\u{${invisible.codePointAt(0)!.toString(16)}}`;
  });
}

/** ‘"a", "b"’; of more than ten names the first ten, ‘…, and 5,990 more’ */
export function shownNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const listed = names.slice(0, MOST_NAMES).map(shown).join(", ");
  return more > 0 ? `${listed}, and ${new Intl.NumberFormat("en-US").format(more)} more` : listed;
}
