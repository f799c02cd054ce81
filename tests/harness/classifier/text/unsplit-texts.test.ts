import { describe, expect, test } from "vitest";
import { isUnsplit, unsplitShare } from "../../../../harness/classifier/text/unsplit-texts.ts";

describe("a text is unsplit", () => {
  test("if it is one or two words of 20 characters each; a search query is not", () => {
    const long = "y".repeat(20);
    expect(isUnsplit(long, 1)).toBe(true);
    expect(isUnsplit(long.slice(1), 1)).toBe(false);
    expect(isUnsplit(` ${long} ${long} `, 2)).toBe(true);
    expect(isUnsplit(`${long} ok`, 2)).toBe(false);
    expect(isUnsplit(`${long} ${long} ${long}`, 3)).toBe(false);
    expect(isUnsplit("refrigerator maintenance", 2)).toBe(false);
    expect(isUnsplit(" ".repeat(40), 0)).toBe(false);
  });

  test.each([
    ["Chinese", "股票市场上涨"],
    ["Japanese", "カタカナとひらがな"],
    ["Thai", "ภาษาไทย"],
    ["Khmer", "ភាសាខ្មែរ"],
  ])("if it has six letters a word of a script without spaces: %s", (_, text) => {
    expect(isUnsplit(text, 1)).toBe(true);
    expect(isUnsplit(text.slice(0, 5), 1)).toBe(false);
    expect(isUnsplit(`${text} ${text} ${text}`, 3)).toBe(true);
  });

  test("not if spaces part its words, or if its letters have their own language's", () => {
    expect(isUnsplit("今天 股票 市场 上涨", 4)).toBe(false);
    expect(isUnsplit("internationalization", 2)).toBe(false);
    expect(isUnsplit("неправильность", 1)).toBe(false);
    expect(isUnsplit("대한민국헌법", 1)).toBe(false);
  });
});

test("the share is that of the first thousand training rows, and what comes behind is not read", async () => {
  let read = 0;
  const rows = async function* () {
    for (;;) {
      read += 1;
      yield { text: read % 4 === 0 ? "今天股票市场上涨" : "four words are here", label: 0 };
    }
  };
  expect(await unsplitShare({ rows })).toBe(0.25);
  expect(read).toBe(1000);
});

test("of no rows there is none", async () => {
  expect(await unsplitShare({ rows: async function* () {} })).toBe(0);
});
