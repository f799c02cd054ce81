import { MASK_WORDS, type Mask, type MaskKind, splitMask } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import { type Detector, type Span, seenText } from "./detector.ts";
import { DETECTORS } from "./detectors.ts";

export interface MaskedText {
  readonly text: string;
  /** How often each kind was found; null where the text is as it was. */
  readonly found: ReadonlyMap<MaskKind, number> | null;
}

/** Puts the word of its kind in the place of all that a mask finds. What it gives, it leaves as it is: masking twice is masking once. */
export type MaskText = (text: string) => MaskedText;

/**
 * @param lists of the names that the mask names
 * @throws ConfigError on a country that nothing is known of, RecordError if a list is missing
 */
export async function openMasker(mask: Mask, lists: readonly NameList[] = []): Promise<MaskText> {
  const detectors = await Promise.all(
    mask.map(async (entry) => {
      const { kind, argument } = splitMask(entry);
      return {
        kind,
        detect: await DETECTORS[kind](
          argument,
          lists.find(({ id }) => id === entry),
        ),
      };
    }),
  );
  return (text) => maskWith(detectors, text);
}

interface KindDetector {
  readonly kind: MaskKind;
  readonly detect: Detector;
}

/**
 * What one kind has left may show another kind what it did not see before, so a text is read until nothing is found. That ends: what is found
 * holds a digit, an @, a scheme or a name, and no word in its place does.
 */
function maskWith(detectors: readonly KindDetector[], text: string): MaskedText {
  const found = new Map<MaskKind, number>();
  let masked = text;
  let seen = seenText(text);
  for (let before: string | null = null; before !== masked; ) {
    before = masked;
    for (const { kind, detect } of detectors) {
      const spans = detect(seen);
      if (spans.length === 0) continue;
      masked = replaced(masked, spans, MASK_WORDS[kind]);
      seen = seenText(masked);
      found.set(kind, (found.get(kind) ?? 0) + spans.length);
    }
  }
  return { text: masked, found: found.size === 0 ? null : found };
}

const BLANK = /^\s$/;

/** With a blank on each side of the word where there is none, so that it stays a word of its own. */
function replaced(text: string, spans: readonly Span[], word: string): string {
  const parts: string[] = [];
  let at = 0;
  let last = "";
  const append = (part: string) => {
    if (part === "") return;
    parts.push(part);
    last = part[part.length - 1]!;
  };
  for (const { start, end } of spans) {
    append(text.slice(at, start));
    if (last !== "" && !BLANK.test(last)) append(" ");
    append(word);
    if (end < text.length && !BLANK.test(text[end]!)) append(" ");
    at = end;
  }
  append(text.slice(at));
  return parts.join("");
}
