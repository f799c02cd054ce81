import { expect, test } from "vitest";
import { type CutText, hashWord, WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import { cutTerms, cutTermsAndPairs } from "../../../../harness/classifier/tfidf/cut-terms.ts";

function termsOf(cut: CutText, text: string): string[] {
  const spans = new WordSpans();
  const cutText = cut(text, spans);
  const terms = Array.from({ length: spans.count }, (_, at) => cutText.slice(spans.starts[at], spans.ends[at]));
  expect([...spans.hashes.subarray(0, spans.count)]).toEqual(terms.map(hashWord));
  return terms;
}

test("words are runs of two letters, digits or underscores and more, as Python's re finds them", () => {
  // Python 3.11: re.findall(r"(?u)\b\w\w+\b", text.lower()). A combining accent is no word character.
  const text = "It's a B2B co-op: naïve café, e\u0301te\u0301, x² ½¾ ΌΔΟΣ _a_ 𝒳𝒴 中文 字 a1 ٣٤ don’t";
  const words = "it b2b co op naïve café te x² ½¾ όδος _a_ 𝒳𝒴 中文 a1 ٣٤ don".split(" ");
  expect(termsOf(cutTerms, text)).toEqual(words);
});

test("pairs come after the words, and skip what is no word", () => {
  expect(termsOf(cutTermsAndPairs, "New chip, a new PHONE")).toEqual([
    ..."new chip new phone".split(" "),
    "new chip",
    "chip new",
    "new phone",
  ]);
  expect(termsOf(cutTermsAndPairs, "one")).toEqual(["one"]);
  expect(termsOf(cutTermsAndPairs, "a ! b")).toEqual([]);
});

test("a long text needs no room of the one before", () => {
  const spans = new WordSpans();
  const text = Array.from({ length: 500 }, (_, at) => `w${at}`).join(" ");
  cutTermsAndPairs(text, spans);
  expect(spans.count).toBe(999);
  cutTermsAndPairs("only two", spans);
  expect(spans.count).toBe(3);
});
