/** A piece of a sentence: plain text, or a name in bold where the medium can show it. */
export type Span = string | { readonly strong: string };

/** Text in pieces, so that what stands out is known and never searched for. */
export type Sentence = readonly Span[];

/** Template tag: sentence`${strong(name)} costs ${usd}` keeps the emphasis; lists of spans are taken in. */
export function sentence(strings: TemplateStringsArray, ...inserts: readonly (Span | number | Sentence)[]): Sentence {
  return strings.flatMap((text, index) => [text, ...spansOf(inserts[index] ?? "")]).filter((span) => span !== "");
}

function spansOf(insert: Span | number | Sentence): Sentence {
  if (typeof insert === "number") return [String(insert)];
  return isSentence(insert) ? insert : [insert];
}

function isSentence(insert: Span | Sentence): insert is Sentence {
  return Array.isArray(insert);
}

export function strong(text: string): Span {
  return { strong: text };
}

/** One after the other, with a space between; empty ones are left out. */
export function inSentences(...parts: readonly (string | Sentence)[]): Sentence {
  const spoken = parts.map(spansOf).filter((spans) => plainText(spans) !== "");
  return spoken.flatMap((spans, index) => (index === 0 ? spans : [" ", ...spans]));
}

/** With a capital where it begins with plain text; names stay as they are. */
export function capitalized([first, ...rest]: Sentence): Sentence {
  if (typeof first !== "string") return first === undefined ? [] : [first, ...rest];
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest];
}

/** Without emphasis. */
export function plainText(spans: Sentence): string {
  return spans.map((span) => (typeof span === "string" ? span : span.strong)).join("");
}
