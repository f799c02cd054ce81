import { expect, test } from "vitest";
import { DataError } from "../../../harness/base/errors.ts";
import { refuseMeaninglessTexts } from "../../../harness/measure/meaningless-texts.ts";

function dataset(texts: readonly string[]) {
  let read = 0;
  return {
    id: "csv:rows.csv@0123456789ab",
    rows: async function* () {
      for (const text of texts) {
        read += 1;
        yield { text, label: 0 };
      }
    },
    read: () => read,
  };
}

test("texts of punctuation alone are refused where a cell reads their words", async () => {
  const texts = dataset(["!!!", "... ?", "--"]);
  await expect(refuseMeaninglessTexts(texts, ["words", null])).rejects.toThrow(
    new DataError(
      'csv:rows.csv@0123456789ab: needs training texts with words, and the segmenter "words", which drops punctuation and spaces, ' +
        'finds none in 3 of 3, such as "!!!"; take the column that has the texts (text=COLUMN), or other texts',
    ),
  );
  // A model that reads the texts in its own way may tell them apart.
  await expect(refuseMeaninglessTexts(texts, [null])).resolves.toBeUndefined();
});

test("texts that are all the same are refused, whatever reads them", async () => {
  await expect(refuseMeaninglessTexts(dataset(["a text", "a text"]), [null])).rejects.toThrow(
    "csv:rows.csv@0123456789ab: needs training texts that differ, and all 2 are the same, so that nothing tells their classes apart; " +
      "take the column that has the texts (text=COLUMN), or other texts",
  );
});

test("other data is known by its first texts: a word in one, and two that differ", async () => {
  const texts = dataset(["...", "a", "b", "c"]);
  await refuseMeaninglessTexts(texts, ["words", "characters"]);
  expect(texts.read()).toBe(2);
  await refuseMeaninglessTexts(dataset([]), ["words"]);
});
