import type { CorpusFacts } from "../record.ts";
import { bitsetProblem, setBits } from "./bitset.ts";
import { above, type Contradiction, unequal } from "./contradiction.ts";

/** Parts of the rows are no more than the rows, and what is listed by row is what was counted. */
export function corpusContradiction(corpus: CorpusFacts, testRows: number): Contradiction {
  const { rows, seen, seenRows, nearDuplicates, testWords, vectorWords } = corpus;
  const bits = Buffer.from(seen, "base64");
  return (
    unequal("corpus.rows.test", rows.test, testRows, "as quality.testRows") ??
    bitsetProblem("corpus.seen", bits, rows.test) ??
    unequal("corpus.seenRows", seenRows, setBits(bits), "the rows of corpus.seen") ??
    above("corpus.nearDuplicates", nearDuplicates, rows.test - seenRows, "the test rows that are no copies") ??
    moreThanRows("cutRows", corpus) ??
    moreThanRows("unsplitRows", corpus) ??
    (testWords === undefined
      ? null
      : above("corpus.testWords.unknown", testWords.unknown, testWords.read, "all words that are read")) ??
    (vectorWords === undefined
      ? null
      : above("corpus.vectorWords.found", vectorWords.found, vectorWords.vocabulary, "all words of the vocabulary"))
  );
}

const SIDES = ["train", "validation", "test"] as const;

function moreThanRows(part: "cutRows" | "unsplitRows", corpus: CorpusFacts): Contradiction {
  const counted = corpus[part] ?? null;
  if (counted === null) return null;
  for (const side of SIDES) {
    if (counted[side] <= corpus.rows[side]) continue;
    return above(`corpus.${part}.${side}`, counted[side], corpus.rows[side], `as corpus.rows.${side}`);
  }
  return null;
}
