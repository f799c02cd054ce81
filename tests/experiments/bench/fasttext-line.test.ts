import { expect, test } from "vitest";
import { fasttextLine } from "../../../experiments/bench/fasttext-line.ts";

test.each([
  ["Shares FELL, said the bank.", "shares fell said the bank"],
  ["it's  (twice)\t__label__1", "it's twice label 1"],
  ["one\r\ntwo\n\r\nthree", "one two three"],
  ["...", ""],
])("%j becomes the words that our tokenizer finds, on one line", (text, line) => {
  expect(fasttextLine(text)).toBe(line);
});
