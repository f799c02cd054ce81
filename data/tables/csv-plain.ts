import { type CsvRecord, type CsvShape, occurrences } from "./csv-shape.ts";

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const CARRIAGE_RETURNS_OF_AN_END = 2;

/** What a cut found in a part of a file. */
export interface PlainCut {
  readonly records: readonly CsvRecord[];
  /** Offset in the part behind the last of them: at the start of the next record. */
  readonly end: number;
  /** 1-based physical line of what follows. */
  readonly line: number;
  /** Whether the record that follows breaks the rules, so that more of the file will not help. */
  readonly isUnusual: boolean;
}

interface FieldEnd {
  readonly value: string;
  /** Offset of the separator or the line end behind it. */
  readonly end: number;
  /** Line ends in the value. */
  readonly lineEnds: number;
}

/**
 * Cuts the whole records at the beginning of a part of a file, as csv-parse does, by looking only for separators, line
 * ends and quotes. A last record without a line end is not whole. A quote that opens a field and is closed in the middle of it is unusual.
 * @param start offset of a record's first character
 * @param line of that character
 */
export function cutPlainRecords(text: string, start: number, line: number, shape: CsvShape): PlainCut {
  const { separator, lineEnd, literalQuotes } = shape;
  const next = { separator: nextOf(text, separator), lineEnd: nextOf(text, lineEnd) };
  const records: CsvRecord[] = [];
  let recordStart = start;
  let recordLine = line;
  for (;;) {
    const fields: string[] = [];
    let lines = recordLine + 1;
    let at = recordStart;
    let end = -1;
    while (end === -1) {
      if (!literalQuotes && text.charCodeAt(at) === QUOTE) {
        const field = quotedField(text, at, shape);
        if (typeof field === "string") {
          return { records, end: recordStart, line: recordLine, isUnusual: field === "unusual" };
        }
        fields.push(field.value);
        lines += field.lineEnds;
        at = field.end;
        if (text.startsWith(separator, at)) at += separator.length;
        else end = next.lineEnd(at);
        continue;
      }
      const endOfLine = next.lineEnd(at);
      const endOfField = next.separator(at);
      if (endOfField !== -1 && (endOfField < endOfLine || endOfLine === -1)) {
        fields.push(text.slice(at, endOfField));
        at = endOfField + separator.length;
      } else if (endOfLine === -1) {
        return { records, end: recordStart, line: recordLine, isUnusual: false };
      } else {
        fields.push(text.slice(at, withoutReturns(text, at, endOfLine, lineEnd)));
        end = endOfLine;
      }
    }
    records.push({ fields, line: recordLine });
    recordStart = end + 1;
    recordLine = lines;
  }
}

/** Finds the first place of a character at or behind growing offsets; looks through no part of the text twice. */
function nextOf(text: string, character: string): (at: number) => number {
  let found = -2;
  return (at) => {
    if (found === -1 || found >= at) return found;
    found = text.indexOf(character, at);
    return found;
  };
}

/** Up to two carriage returns before a line feed belong to the line's end. */
function withoutReturns(text: string, start: number, end: number, lineEnd: CsvShape["lineEnd"]): number {
  if (lineEnd === "\r") return end;
  const least = Math.max(start, end - CARRIAGE_RETURNS_OF_AN_END);
  let last = end;
  while (last > least && text.charCodeAt(last - 1) === CARRIAGE_RETURN) last -= 1;
  return last;
}

/** @returns "open" where its end, or what stands behind it, is not in the text */
function quotedField(text: string, start: number, { separator, lineEnd }: CsvShape): FieldEnd | "open" | "unusual" {
  let hasQuotes = false;
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && text.charCodeAt(quote + 1) === QUOTE) {
    hasQuotes = true;
    quote = text.indexOf('"', quote + 2);
  }
  if (quote === -1 || quote + 1 === text.length) return "open";
  const end = quote + 1;
  if (!text.startsWith(separator, end)) {
    let behind = end;
    const most = lineEnd === "\r" ? end : end + CARRIAGE_RETURNS_OF_AN_END;
    while (behind < most && text.charCodeAt(behind) === CARRIAGE_RETURN) behind += 1;
    if (behind === text.length) return "open";
    if (!text.startsWith(lineEnd, behind)) return "unusual";
  }
  const written = text.slice(start + 1, quote);
  return { value: hasQuotes ? written.replaceAll('""', '"') : written, end, lineEnds: occurrences(written, lineEnd) };
}
