import { CsvError, parse } from "csv-parse/sync";
import { ConfigError } from "../../harness/base/errors.ts";

/** Name, as `separator=` and messages give it -> character. The first is the default. */
const SEPARATORS: Readonly<Record<string, string>> = { comma: ",", tab: "\t", semicolon: ";", bar: "|" };
const RECOGNIZED = Object.values(SEPARATORS);
/** The rarer one is in prose, the more it tells that it cuts all lines alike. */
const RAREST_FIRST = ["\t", "|", ";", ","];
/** Lines that are compared where the header alone does not tell. */
const MOST_LINES = 10;

/** What can separate fields. */
const SEPARATOR = /^[^\p{Letter}\p{Number}"\r\n\p{Surrogate}]$/u;

/** @returns the character; null to recognize it @throws ConfigError on more than one character, or one that cannot separate */
export function separatorNamed(name: string | undefined): string | null {
  if (name === undefined) return null;
  const character = SEPARATORS[name] ?? (name === "\\t" ? "\t" : name);
  if (SEPARATOR.test(character) && character.length === 1) return character;
  throw new ConfigError(
    `separator=${name}: must be tab, semicolon, comma, bar, or a single character that is no letter, digit or quote`,
  );
}

/** Excel's first line of a file for other countries, "sep=;" -> ";"; null for any other line. */
export function statedSeparator(line: string): string | null {
  const [, character = ""] = /^"?sep=(.)"?$/iu.exec(line) ?? [];
  return SEPARATOR.test(character) && character.length === 1 ? character : null;
}

/** "\t" -> "tab"; ":" -> ‘":"’ */
export function separatorText(character: string): string {
  const known = Object.entries(SEPARATORS).find(([, one]) => one === character);
  return known === undefined ? JSON.stringify(character) : known[0];
}

/**
 * The separator of a file: the one by which the header has the wanted columns, or else the one that cuts the first lines
 * into the same number of fields, two or more. By the header the comma goes first; by the fields it goes last, since texts have commas.
 * @param lines the first lines, without their ends
 */
export function recognizeSeparator(lines: readonly string[], wanted: readonly string[]): string {
  const [header = ""] = lines;
  const named = RECOGNIZED.filter((separator) => {
    const names = fieldsOf(header, separator);
    return wanted.every((name) => names.includes(name));
  });
  if (named[0] !== undefined) return named[0];
  const cuts = RAREST_FIRST.map((separator) => {
    const counts = lines.slice(0, MOST_LINES).map((line) => fieldsOf(line, separator).length);
    const [fields = 1] = counts;
    return { separator, fields, agreeing: counts.filter((count) => count === fields).length / counts.length };
  });
  const best = cuts.filter(({ fields }) => fields > 1).sort((a, b) => b.agreeing - a.agreeing)[0];
  return best?.separator ?? RECOGNIZED[0]!;
}

function fieldsOf(line: string, separator: string): readonly string[] {
  try {
    const [record = []] = parse(line, { delimiter: separator, relax_quotes: true, to: 1 }) as string[][];
    return record;
  } catch (error) {
    if (error instanceof CsvError) return [line];
    throw error;
  }
}
