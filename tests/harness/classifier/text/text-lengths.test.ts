import { expect, test } from "vitest";
import { wordsOfMost } from "../../../../harness/classifier/text/text-lengths.ts";

const dataset = (texts: readonly string[]) => ({
  rows: async function* () {
    for (const text of texts) yield { text, label: 0 };
  },
});

test("so many words have most texts, in words of the segmenter", async () => {
  const headlines = dataset(["股", "股市", "股市涨", "股市上涨了股市上涨了"]);
  // A text of n characters has n of them and n - 1 pairs: 1, 3, 5 and 19 words.
  expect(await wordsOfMost(headlines, "characters", 0.75)).toBe(5);
  expect(await wordsOfMost(headlines, "characters", 0.76)).toBe(19);
  expect(await wordsOfMost(headlines, "words", 1)).toBe(1);
  expect(await wordsOfMost(dataset(["a b", "a b c"]), "words", 1)).toBe(3);
});

test("only the first thousand texts are read, and of none nothing is known", async () => {
  const late = dataset([...Array.from({ length: 1000 }, () => "股"), "股市"]);
  expect(await wordsOfMost(late, "characters", 1)).toBe(1);
  expect(await wordsOfMost(dataset([]), "characters", 0.99)).toBeNull();
});
