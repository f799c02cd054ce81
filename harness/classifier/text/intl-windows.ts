/** text[start .. end) */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

/** Code units that the segmenter is given at a time: each segment that it returns holds a copy of all of them. */
export const WINDOW = 512;
/**
 * Code units after a boundary that it may depend on: Unicode's rules look at the next letter behind a mark of punctuation and its
 * accents (30 at most in stream-safe text), and a dictionary at a few words.
 */
const LOOKAHEAD = 64;
/** Boundaries that are tried as the place where a window ends, where no separator offers itself. */
const MOST_TRIES = 8;

/** Where it starts a segment, the segment before it has ended whatever comes before and after. */
const SEPARATOR = /^[\p{Z}\p{Cc}\p{Po}\p{Ps}\p{Pe}]/u;
/** A segment goes on behind one of these as it would if it started there; no accents, connectors or flags. */
const RESTART = /^[\p{L}\p{N}\p{Zs}\p{Extended_Pictographic}]/u;

/**
 * The segments of a text as Intl.Segmenter gives them, in windows. The next window starts, in order of preference,
 * - where a separator does (a line break, a space, a full stop): the segmenter goes from boundary to boundary, and dictionaries,
 *   by which it cuts runs of Chinese or Thai, know nothing beyond their run;
 * - within such a run, at a boundary that is confirmed from both sides: a window that starts there finds the boundaries that
 *   the one before it found, though one knows more of what comes before, the other more of what comes after;
 * - within a word that is longer than a window, at one of its letters.
 *
 * One thing can differ: where Thai or Burmese follows Katakana or Korean without any separator, ICU calls some words of so mixed a
 * run word-like or not depending on how the run ends, and a window that ends before does not know.
 */
export function segmentsOf(segmenter: Intl.Segmenter, text: string): Segment[] {
  const segments: Segment[] = [];
  /** Of the segment that is next, which may be before the window's. */
  let open = 0;
  let window = windowAt(segmenter, text, 0);
  while (window.end < text.length) {
    const next = nextWindow(segmenter, text, window);
    open = take(segments, window, open, next.start);
    window = next;
  }
  take(segments, window, open, text.length);
  return segments;
}

interface Window {
  readonly start: number;
  readonly end: number;
  readonly segments: readonly Segment[];
}

function windowAt(segmenter: Intl.Segmenter, text: string, start: number): Window {
  const end = start + WINDOW < text.length ? wholeCharacter(text, start + WINDOW) : text.length;
  const segments = Array.from(segmenter.segment(text.slice(start, end)), ({ index, segment, isWordLike }) => ({
    start: start + index,
    end: start + index + segment.length,
    isWord: isWordLike === true,
  }));
  return { start, end, segments };
}

/** The position, or that of the character whose second half it is. */
function wholeCharacter(text: string, at: number): number {
  return text.codePointAt(at - 1)! > 0xffff ? at - 1 : at;
}

/** Takes what ends up to `until`. @returns where the segment after it starts */
function take(segments: Segment[], window: Window, open: number, until: number): number {
  let start = open;
  for (const segment of window.segments) {
    if (segment.end > until) break;
    segments.push({ ...segment, start });
    start = segment.end;
  }
  return start;
}

function nextWindow(segmenter: Intl.Segmenter, text: string, window: Window): Window {
  const certain = window.segments.filter(({ end }) => end <= window.end - LOOKAHEAD);
  const last = certain.findLastIndex(({ end }) => SEPARATOR.test(characterAt(text, end)));
  if (last >= 0) return windowAt(segmenter, text, certain[last]!.end);
  if (certain.length === 0) return windowAt(segmenter, text, restartIn(text, window));
  return confirmedWindow(segmenter, text, { ...window, segments: certain });
}

/** The one that starts at a boundary near the middle, from which it finds the same ones: the last tried if none does. */
function confirmedWindow(segmenter: Intl.Segmenter, text: string, window: Window): Window {
  const ends = window.segments.map(({ end }) => end);
  const middle = (window.start + window.end) / 2;
  const before = ends.filter((end) => end <= middle);
  const tried = (before.length > 0 ? before : ends.slice(0, 1)).slice(-MOST_TRIES).reverse();
  let next: Window;
  for (const start of tried) {
    next = windowAt(segmenter, text, start);
    const known = ends.filter((end) => end > start);
    if (known.every((end, index) => next.segments[index]?.end === end)) break;
  }
  return next!;
}

/** Within a segment that reaches over the window: its last letter that is not too near to the end. */
function restartIn(text: string, { start, end }: Window): number {
  const latest = wholeCharacter(text, end - LOOKAHEAD);
  for (let at = latest; at > start; at = wholeCharacter(text, at - 1)) {
    if (RESTART.test(characterAt(text, at))) return at;
  }
  return latest;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}
