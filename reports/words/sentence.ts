import type { InLanguages, Language } from "./language.ts";

/** A piece of a sentence: plain text, or a name in bold if the medium supports it. */
export type Span = string | { readonly strong: string };

/** Text in pieces, so that names to emphasize need not be searched for. */
export type Sentence = readonly Span[];

/** An answer in the order of reading; all but the first may be empty. */
export interface AnswerParts {
  /** To read at a glance: one sentence. */
  readonly lead: Sentence;
  /** What else belongs to the answer. */
  readonly more: Sentence;
  /** What it rests on. */
  readonly reasons: Sentence;
  /** What would make it surer. */
  readonly doubts: Sentence;
}

/** The answer in full. */
export function headlineOf({ lead, more }: AnswerParts, language: Language = "en"): Sentence {
  return inSentences([lead, more], language);
}

/** What it rests on, and what would make it surer. */
export function groundsOf({ reasons, doubts }: AnswerParts, language: Language = "en"): Sentence {
  return inSentences([reasons, doubts], language);
}

/** Template tag: sentence`${strong(name)} costs ${usd}` keeps the emphasis and accepts other sentences. */
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

const BETWEEN_SENTENCES: InLanguages<Sentence> = { en: [" "], zh: [] };

/** Joins sentences, in English with a space between them; empty ones are left out. */
export function inSentences(parts: readonly (string | Sentence)[], language: Language = "en"): Sentence {
  const nonEmpty = parts.map(spansOf).filter((spans) => plainText(spans) !== "");
  return nonEmpty.flatMap((spans, index) => (index === 0 ? spans : [...BETWEEN_SENTENCES[language], ...spans]));
}

/** Capitalizes a sentence that begins with plain text; names are unchanged. */
export function capitalized([first, ...rest]: Sentence): Sentence {
  if (typeof first !== "string") return first === undefined ? [] : [first, ...rest];
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest];
}

/** Without emphasis. */
export function plainText(spans: Sentence): string {
  return spans.map((span) => (typeof span === "string" ? span : span.strong)).join("");
}
