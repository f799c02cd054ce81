import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { segmentsOf, WINDOW } from "../../../../harness/classifier/text/intl-windows.ts";
import { createIntlCut } from "../../../../harness/classifier/text/intl-words.ts";
import { WordSpans } from "../../../../harness/classifier/text/word-spans.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

const segmenter = new Intl.Segmenter("und", { granularity: "word" });
const plainly = (text: string) =>
  Array.from(segmenter.segment(text), ({ index, segment, isWordLike }) => ({
    start: index,
    end: index + segment.length,
    isWord: isWordLike,
  }));

/** Compared as text: comparing thousands of objects takes seconds, and finding the smallest failure many times that. */
function expectSame(text: string): void {
  const lines = (segments: ReturnType<typeof plainly>) =>
    segments.map(({ start, end, isWord }) => `${start} ${end} ${isWord}`).join("\n");
  expect(lines(segmentsOf(segmenter, text))).toBe(lines(plainly(text)));
}

const SCRIPTS = {
  Chinese: [..."今天股票市场上涨我们看到消息因为大家的了是在不有人，。"],
  "Chinese without punctuation": [..."今天股票市场上涨我们看到消息因为大家昨天这里银行利率球队比赛的了是在不有人"],
  Japanese: ["東京", "タワー", "へ", "行き", "ました", "ひらがな", "々", "。"],
  Katakana: [..."カタナハマヤラワンー"],
  Korean: ["서울", "에서", "가다", "는", " "],
  Thai: ["สวัสดี", "ชาว", "โลก", "ภาษา", "ไทย", "ประเทศ", "การ", "ๆ", "ฯ", "ะ", "ั"],
  Khmer: [..."កខគឃងចឆជឈញតថទធនបាិីុូ"],
  Lao: [..."ກຂຄງຈສຊຍດຕະາິີ"],
  Burmese: [..."ကခဂငစဆဇညတထဒနပဖဗမာိီု"],
  English: ["the ", "senate", "'s", " ", "1,000.5", ".", "\n", "e.g", "x_y"],
  Hebrew: ['א"ב', "גד", "'", " ", "־"],
  marks: ["a", "\u0301", "_", "'", ".", "\u200d", "1", ",", "\r\n"],
  flags: ["🇦", "🇧"],
  emoji: ["👨", "\u200d", "👩", "🏽", "❤️"],
} as const satisfies Record<string, readonly string[]>;

/** A few stretches, each of one script, of up to three windows each, behind a separator. */
const mixed = fc
  .array(
    fc
      .constantFrom(...Object.values(SCRIPTS))
      .chain((pieces) => fc.array(fc.constantFrom<string>(...pieces), { maxLength: 600, size: "max" }))
      .chain((stretch) => fc.constantFrom(" ", "\n", "。", ", ").map((separator) => [...stretch, separator])),
    { maxLength: 5, size: "max" },
  )
  .map((stretches) => stretches.flat().join(""));

describe("segments in windows are those of the whole text", () => {
  test("whatever scripts follow each other", () => {
    holdsForAll(mixed, expectSame, 40);
  });

  test.each(Object.entries(SCRIPTS))("%s, six windows long", (_, pieces) => {
    const long = fc
      .array(fc.constantFrom<string>(...pieces), { minLength: 6 * WINDOW, maxLength: 6 * WINDOW })
      .map((parts) => parts.join("").slice(0, 6 * WINDOW));
    holdsForAll(long, expectSame, 3);
  });

  test.each([
    ["one word", "a".repeat(3000)],
    ["one number", "1,".repeat(2000)],
    ["spaces alone", " ".repeat(3000)],
    ["a word among spaces", `${" ".repeat(1000)}word${" ".repeat(1000)}`],
    ["one word beyond 16 bits", "𐐀".repeat(1501)],
    ["one space in Chinese", `${"今天股票".repeat(150)} ${"市场上涨".repeat(300)}`],
    ["a long word among short ones", `a b ${"c".repeat(1500)} d e`],
  ])("%s", (_, text) => {
    expectSame(text);
  });
});

test("no text is given to the segmenter whole if it is longer than a window", () => {
  const given = vi.spyOn(Intl.Segmenter.prototype, "segment");
  try {
    const spans = new WordSpans();
    createIntlCut()("今天股票市场上涨".repeat(2000), spans);
    createIntlCut()("x".repeat(16_000), spans);
    expect(spans.count).toBe(1);
    const lengths = given.mock.calls.map(([text]) => text.length);
    expect(Math.max(...lengths)).toBe(WINDOW);
    // Each is used up to its middle at least, and a few more are tried.
    expect(lengths.length).toBeLessThan(4 * (32_000 / WINDOW));
  } finally {
    given.mockRestore();
  }
});
