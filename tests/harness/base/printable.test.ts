import { expect, test } from "vitest";
import { printable, printableName } from "../../../harness/base/printable.ts";
import { oneLine } from "../../../reports/words/one-line.ts";

test.each([
  ["an escape sequence", "a\u001b[31mb", "a\\u001b[31mb"],
  ["a bell", "a\u0007b", "a\\u0007b"],
  ["a carriage return", "real\rfake", "real\\u000dfake"],
  ["DEL", "\u007f", "\\u007f"],
  ["C1, which some terminals read as ESC [", "\u009b31m", "\\u009b31m"],
  ["a text that turns around", "user\u202egnp.exe", "user\\u202egnp.exe"],
  ["an isolate", "\u2066x\u2069", "\\u2066x\\u2069"],
  ["marks of direction", "\u200e\u200f\u061c", "\\u200e\\u200f\\u061c"],
  ["separators of lines", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
  ["half a character", "a\ud800b", "a\\ud800b"],
])("%s is shown, not obeyed", (_, text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printableName(text)).toBe(shown);
  expect(JSON.parse(printable(JSON.stringify({ text })))).toEqual({ text });
});

test("words of all scripts, emoji of several parts, line breaks and tabs stay as they are", () => {
  const text = "naïve Ελληνικά 新闻 العربية हिन्दी 👩‍👩‍👧 ❤️\n\tnext";
  expect(printable(text)).toBe(text);
  expect(printable("a\r\nb")).toBe("a\nb");
});

test("a name begins no line of its own, and a sentence takes one line", () => {
  expect(printableName("x\n::error::no\ty")).toBe("x\\u000a::error::no\\u0009y");
  expect(oneLine(" a \n b\t\u001b[2Jc\u202ed \r\n")).toBe("a b \\u001b[2Jc\\u202ed");
});
