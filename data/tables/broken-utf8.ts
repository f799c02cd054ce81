import { formatCount } from "../../harness/base/counts.ts";
import { forShell } from "../../harness/base/shell.ts";
import { placesText } from "./faults.ts";
import type { HighBytes } from "./utf8-walk.ts";

/** Of the bytes that are not UTF-8, this share stands alone in text of one byte per letter, such as Windows-1252. */
const ALONE_SHARE = 0.8;
/** In a file of another encoding hardly any character is UTF-8 by chance; in a damaged UTF-8 file most are. */
const DAMAGED_SHARE = 0.5;

/**
 * What is wrong with a file that is not UTF-8, and how to mend it.
 * @param places runs of bytes; how many lines have any; the first of these lines
 */
export function brokenUtf8Text(
  file: string,
  counts: HighBytes,
  places: { readonly count: number; readonly lineCount: number; readonly lines: readonly number[] },
): string {
  const lines =
    places.lineCount === 1
      ? ""
      : ` (${placesText(
          "line",
          places.lineCount,
          places.lines.map((row) => ({ row, detail: "" })),
        )})`;
  const where =
    places.count === 1 ? "not UTF-8 in one place" : `not UTF-8 in ${formatCount(places.count)} places${lines}`;
  return `${where}; ${wayOut(file, counts)}`;
}

function wayOut(file: string, { characters, broken, alone, undefined1252 }: HighBytes): string {
  if (characters > DAMAGED_SHARE * (characters + broken) || (characters > 0 && broken === 1)) {
    return "other characters of the file are, so these bytes are damaged: mend them in an editor, or leave the rows out";
  }
  if (undefined1252 === 0 && alone >= ALONE_SHARE * broken) {
    const name = forShell(file);
    const convert = file.endsWith(".gz")
      ? ""
      : `, or convert it: iconv -f WINDOWS-1252 -t UTF-8 ${name} > ${forShell(`${file}.utf8`)}`;
    return `it looks like Windows-1252: read it with encoding=windows-1252${convert}`;
  }
  return "name the encoding that the file has, such as encoding=gb18030, shift_jis or windows-1251, or save the file as UTF-8";
}
