/** Part of a text, from its unit of UTF-16 `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text in two forms of equal length. */
export interface SeenText {
  readonly written: string;
  /** The wide forms of Chinese and Japanese typing, such as １３８ and ＠, as the ASCII that they stand for. */
  readonly narrow: string;
}

/** Finds what is to be masked: parts of a text in order, none empty, none over another. Its time grows with the text's length alone. */
export type Detector = (text: SeenText) => readonly Span[];

/**
 * What an expression finds.
 * @param pattern global, and without nested repetition of unbounded length
 * @param accepts looks at the text of a match
 */
export function matchSpans(text: string, pattern: RegExp, accepts: (match: string) => boolean = () => true): Span[] {
  const spans: Span[] = [];
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (accepts(match)) spans.push({ start: index, end: index + match.length });
  }
  return spans;
}

/** In order, and of those that overlap the one that starts first, or else the longest. */
export function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

const ANY_WIDE = /[\uff01-\uff5e\u3000]/;
const WIDE = /[\uff01-\uff5e\u3000]/g;
const WIDE_BEFORE_ASCII = 0xfee0;
const WIDE_SPACE = "\u3000";

export function seenText(written: string): SeenText {
  if (!ANY_WIDE.test(written)) return { written, narrow: written };
  const narrow = written.replace(WIDE, (wide) =>
    wide === WIDE_SPACE ? " " : String.fromCharCode(wide.charCodeAt(0) - WIDE_BEFORE_ASCII),
  );
  return { written, narrow };
}

/** One of these may stand between two groups of digits: a blank, a dot or a dash. */
export const DIGIT_SEPARATOR = "[ \\t\\u00a0\\u2009\\u202f.\\u2010-\\u2015-]";

const ANY_SEPARATOR = new RegExp(DIGIT_SEPARATOR, "g");

export function withoutSeparators(text: string): string {
  return text.replace(ANY_SEPARATOR, "");
}
