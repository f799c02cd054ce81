import { DistinctIds } from "../text/distinct-ids.ts";
import { WordSpans } from "../text/word-spans.ts";
import { NOT_FOUND, WordTable } from "../text/word-table.ts";
import { cutterOf, type TermVocabulary } from "./vocabulary.ts";

/** Receives a term of a text, and its tf-idf before the text's are divided by their norm. */
export type TakeTerm = (term: number, weight: number) => void;

/**
 * Reads texts as rows of tf-idf. Works on arrays that it keeps: a text costs its lower-cased copy.
 * @returns passes on the distinct terms of a text, and gives the Euclidean norm of their weights: 0 for a text without any
 */
export function createTermReader({ terms, idf, pairs }: TermVocabulary): (text: string, take: TakeTerm) => number {
  const cut = cutterOf({ pairs });
  const spans = new WordSpans();
  const table = new WordTable();
  for (const term of terms) table.findOrAddWord(term);
  // Ids count from 1: 0 is padding there.
  const distinct = new DistinctIds(1 + terms.length);
  return (text, take) => {
    const cutText = cut(text, spans);
    distinct.clear();
    distinct.startText();
    for (let at = 0; at < spans.count; at += 1) {
      const term = table.find(cutText, spans.starts[at]!, spans.ends[at]!, spans.hashes[at]!);
      if (term !== NOT_FOUND) distinct.add(term + 1, 1);
    }
    const { ids, counts } = distinct.entries();
    let squares = 0;
    for (let entry = 0; entry < ids.length; entry += 1) {
      const term = ids[entry]! - 1;
      const weight = counts[entry]! * idf[term]!;
      squares += weight * weight;
      take(term, weight);
    }
    return Math.sqrt(squares);
  };
}
