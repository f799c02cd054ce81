import type { CorpusFacts } from "../record.ts";
import { bitsetProblem, setBits } from "./bitset.ts";
import { above, type Contradiction, unequal } from "./contradiction.ts";

/** Parts of the rows are no more than the rows, and what is listed by row is what was counted. */
export function* corpusContradictions(corpus: CorpusFacts, testRows: number): Generator<Contradiction> {
  const { rows, seen, seenRows, nearDuplicates, testWords, vectorWords } = corpus;
  yield unequal("corpus.rows.test", rows.test, testRows, "as quality.testRows");
  const bits = Buffer.from(seen, "base64");
  yield bitsetProblem("corpus.seen", bits, rows.test);
  yield unequal("corpus.seenRows", seenRows, setBits(bits), "the rows of corpus.seen");
  yield above("corpus.nearDuplicates", nearDuplicates, rows.test - seenRows, "the test rows that are no copies");
  for (const part of ["cutRows", "unsplitRows"] as const) {
    const counted = corpus[part] ?? null;
    if (counted === null) continue;
    for (const side of ["train", "validation", "test"] as const) {
      yield above(`corpus.${part}.${side}`, counted[side], rows[side], `as corpus.rows.${side}`);
    }
  }
  if (testWords !== undefined) {
    yield above("corpus.testWords.unknown", testWords.unknown, testWords.read, "all words that are read");
  }
  if (vectorWords !== undefined) {
    yield above("corpus.vectorWords.found", vectorWords.found, vectorWords.vocabulary, "all words of the vocabulary");
  }
}
