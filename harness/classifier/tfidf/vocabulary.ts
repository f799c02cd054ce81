import type { CutText } from "../text/word-spans.ts";
import { WordSpans } from "../text/word-spans.ts";
import { WordTable } from "../text/word-table.ts";
import { cutTerms, cutTermsAndPairs } from "./cut-terms.ts";

/** How texts become terms. */
export interface TermRules {
  /** Whether two words that follow one another are a term, too. */
  readonly pairs: boolean;
}

export interface VocabularyRules extends TermRules {
  /** The terms that occur most often are kept: scikit-learn's max_features. */
  readonly maxTerms: number;
}

/** The terms of the training texts, by their number. */
export interface TermVocabulary extends TermRules {
  readonly terms: readonly string[];
  /** Inverse document frequencies [terms], smoothed as if one more text held every term. */
  readonly idf: Float64Array;
}

export function cutterOf({ pairs }: TermRules): CutText {
  return pairs ? cutTermsAndPairs : cutTerms;
}

/**
 * Counts the terms of texts, in how many of them each occurs, and keeps the most frequent ones in the order of their first
 * appearance.
 * @see scikit-learn's TfidfVectorizer with smooth_idf: ln((1 + texts) / (1 + texts with the term)) + 1
 */
export function learnVocabulary(texts: Iterable<string>, { pairs, maxTerms }: VocabularyRules): TermVocabulary {
  const cut = cutterOf({ pairs });
  const spans = new WordSpans();
  const table = new WordTable();
  /** By term: how often it occurs, in how many texts, and the last of these. */
  const occurrences: number[] = [];
  const documents: number[] = [];
  const lastText: number[] = [];
  let rows = 0;
  for (const text of texts) {
    const cutText = cut(text, spans);
    for (let at = 0; at < spans.count; at += 1) {
      const term = table.findOrAdd(cutText, spans.starts[at]!, spans.ends[at]!, spans.hashes[at]!);
      const isNewHere = lastText[term] !== rows;
      occurrences[term] = (occurrences[term] ?? 0) + 1;
      documents[term] = (documents[term] ?? 0) + (isNewHere ? 1 : 0);
      lastText[term] = rows;
    }
    rows += 1;
  }
  const all = Array.from({ length: table.size }, (_, term) => term);
  const kept = all
    .toSorted((a, b) => occurrences[b]! - occurrences[a]!)
    .slice(0, maxTerms)
    .sort((a, b) => a - b);
  return {
    pairs,
    terms: kept.map((term) => table.word(term)),
    idf: Float64Array.from(kept, (term) => Math.log((1 + rows) / (1 + documents[term]!)) + 1),
  };
}
