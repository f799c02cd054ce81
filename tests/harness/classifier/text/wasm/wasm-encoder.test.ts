import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPlainEncoder, unknownWordId } from "../../../../../harness/classifier/text/encoder.ts";
import { moduleSegmenter } from "../../../../../harness/classifier/text/wasm/module-segmenters.ts";
import { createWasmEncoder } from "../../../../../harness/classifier/text/wasm/wasm-encoder.ts";
import type { EncoderOptions, TextEncoder } from "../../../../../harness/contract/index.ts";
import { KERAS_FILTERS } from "../../../../../harness/contract/texts.ts";
import { collidingWords } from "../../../../fixtures/colliding-words.ts";
import { holdsForAll } from "../../../../fixtures/laws.ts";
import {
  ASCII,
  anyText,
  asciiText,
  below,
  capitals,
  drawnText,
  listOf,
  ODD_VOCABULARY,
  oneOf,
  spacelessText,
  wordsText,
} from "../../../../fixtures/odd-texts.ts";

const WORDS = moduleSegmenter("words")!;

function bothOf(
  vocabulary: readonly string[],
  maxLength: number,
  { segmenter = "words", unknownWords, keep }: Partial<EncoderOptions> = {},
) {
  const plain = createPlainEncoder({ vocabulary, segmenter, unknownWords, maxLength, keep });
  const options = { segmenter: moduleSegmenter(segmenter)!, maxLength, keep, unknownId: unknownWordId(unknownWords) };
  return { plain: plain.encode, wasm: createWasmEncoder(plain, options) };
}

/** A reference that must not be called. */
function refusing(vocabulary: readonly string[]): TextEncoder {
  return {
    vocabulary,
    encode: () => {
      throw new Error("the text went to the plain encoder");
    },
  };
}

describe("the WebAssembly encoder equals the plain one", () => {
  test.each([1, 2, 7, 40, 500])("on random texts at length %i", (maxLength) => {
    const { plain, wasm } = bothOf(ODD_VOCABULARY, maxLength);
    holdsForAll(
      fc.array(fc.oneof(wordsText, capitals, asciiText, anyText), { maxLength: 40, size: "max" }),
      (texts) => {
        expect(wasm(texts)).toEqual(plain(texts));
      },
      30,
    );
  });

  test.each([1, 7, 500])("on unknown words that are read as padding, at length %i", (maxLength) => {
    const { plain, wasm } = bothOf(ODD_VOCABULARY.slice(0, 100), maxLength, { unknownWords: "padding" });
    holdsForAll(
      fc.array(wordsText, { maxLength: 40, size: "max" }),
      (texts) => {
        expect(wasm(texts)).toEqual(plain(texts));
        expect(plain(texts).ids).not.toContain(1);
      },
      10,
    );
  });

  test.each([1, 2, 7, 40, 500])("on random texts of which the start is kept, at length %i", (maxLength) => {
    const { plain, wasm } = bothOf(ODD_VOCABULARY.slice(0, 200), maxLength, { unknownWords: "padding", keep: "start" });
    holdsForAll(
      fc.array(fc.oneof(wordsText, capitals, anyText), { maxLength: 40, size: "max" }),
      (texts) => {
        expect(wasm(texts)).toEqual(plain(texts));
      },
      15,
    );
  });

  test.each([1, 2, 7, 40, 500])("on characters and their pairs at length %i", (maxLength) => {
    for (const keep of ["end", "start"] as const) {
      const { plain, wasm } = bothOf(ODD_VOCABULARY, maxLength, { segmenter: "characters", keep });
      holdsForAll(
        fc.array(fc.oneof(spacelessText, wordsText, anyText), { maxLength: 40, size: "max" }),
        (texts) => {
          expect(wasm(texts)).toEqual(plain(texts));
        },
        20,
      );
    }
  });

  test("on characters alone, as many as a call takes", () => {
    const { plain, wasm } = bothOf(ODD_VOCABULARY, 1_000_000, { segmenter: "characters" });
    const texts = [
      "中国".repeat(100_000),
      "中".repeat(349_525),
      "a中".repeat(174_000),
      "a",
      ...listOf(2000, () => "中"),
    ];
    expect(wasm(texts)).toEqual(plain(texts));
  });

  test("on every code point below 65,536 between letters and characters", () => {
    const { plain, wasm } = bothOf(["", "<OOV>", "a", "中", "中中"], 10, { segmenter: "characters" });
    const texts = listOf(0x10000, () => "").map((_, point) => {
      const character = String.fromCharCode(point);
      return `a${character}a${character}中${character}中`;
    });
    const [expected, encoded] = [plain(texts), wasm(texts)];
    expect(Buffer.compare(Buffer.from(encoded.ids.buffer), Buffer.from(expected.ids.buffer))).toBe(0);
    expect(encoded.offsets).toEqual(expected.offsets);
  });

  test("on every ASCII character between, before and after letters, at every position of a block", () => {
    const { plain, wasm } = bothOf(["", "<OOV>", "a", "b", "ab", "x".repeat(20)], 10);
    const texts = ASCII.flatMap((character) =>
      listOf(3, () => "x".repeat(below(130))).flatMap((head) => [`${head}${character}`, `${head} a${character}b`]),
    );
    expect(wasm(texts)).toEqual(plain(texts));
  });

  test("on words that end where a block of 64 bytes does", () => {
    const { plain, wasm } = bothOf(["", "<OOV>", "a", "y".repeat(64), "y".repeat(17)], 200);
    const texts = [63, 64, 65, 127, 128, 129].flatMap((length) => [
      "y".repeat(length),
      "a ".repeat(length).slice(0, length),
      `${" ".repeat(length - 17)}${"y".repeat(17)}`,
    ]);
    expect(wasm(texts)).toEqual(plain(texts));
  });

  test("on texts of over 64 KiB, of over a megabyte, and on more texts than a call takes, in their order", () => {
    const { plain, wasm } = bothOf(ODD_VOCABULARY, 500);
    const long = listOf(3000, drawnText).join("");
    expect(long.length).toBeGreaterThan(1 << 20);
    const short = listOf(2500, drawnText);
    const texts = [...short, long.slice(0, 100_000), long, ...short, `${long.slice(0, 70_000)}é`, "a", long];
    expect(wasm(texts)).toEqual(plain(texts));
  });

  test("on thousands of words of one length that share their first 16 bytes, half of them unknown", () => {
    const family = [16, 20, 24].flatMap((shared) =>
      listOf(2000, () => "").map((_, index) => `${"s".repeat(shared)}${10_000 + index}${"t".repeat(24 - shared)}`),
    );
    const { plain, wasm } = bothOf(["", "<OOV>", ...family.filter((_, index) => index % 2 === 0)], 10);
    expect(wasm(family)).toEqual(plain(family));
  });

  test("if only padding and <OOV> are known, and on no texts", () => {
    const { plain, wasm } = bothOf(["", "<OOV>"], 3);
    const texts = ["", "one", "one two three four", " ,. "];
    expect(wasm(texts)).toEqual(plain(texts));
    expect(wasm([])).toEqual(plain([]));
  });

  test("on a vocabulary of 100,000 words", () => {
    const vocabulary = ["", "<OOV>", ...listOf(100_000, () => "").map((_, index) => `w${index * 7919}`)];
    const { plain, wasm } = bothOf(vocabulary, 50);
    const texts = listOf(200, () => listOf(40, () => `W${below(100_000) * 7919}${oneOf(["", "", "x"])}`).join(" "));
    expect(wasm(texts)).toEqual(plain(texts));
  });
});

test("texts of whole characters need no plain encoder, those with half of one do", () => {
  const encode = createWasmEncoder(refusing(["", "<OOV>", "straße", "😀"]), {
    maxLength: 4,
    unknownId: 1,
    segmenter: WORDS,
  });
  expect([...encode([`STRASSE Straße ${KERAS_FILTERS}`, "😀"]).ids]).toEqual([1, 2, 0, 3, 0]);
  expect(() => encode(["a", "\ud83d"])).toThrow(/went to the plain encoder/);
});

test("a text of four words at length 2: the module keeps the end, or the start on request", () => {
  const words = refusing(["", "<OOV>", "a", "b", "c"]);
  const ids = (keep?: "end" | "start") => [
    ...createWasmEncoder(words, { maxLength: 2, keep, unknownId: 1, segmenter: WORDS })(["a b c c"]).ids,
  ];
  expect(ids()).toEqual([4]);
  expect(ids("start")).toEqual([2, 3]);
});

test("several encoders keep their own words, and their results stay valid", () => {
  const one = createWasmEncoder(refusing(["", "<OOV>", "a"]), { maxLength: 1, unknownId: 1, segmenter: WORDS });
  const other = createWasmEncoder(refusing(["", "<OOV>", "b", "a"]), { maxLength: 1, unknownId: 1, segmenter: WORDS });
  const first = one(["a"]);
  expect([...other(["a", "b"]).ids]).toEqual([3, 2]);
  one(["b"]);
  expect([...first.ids]).toEqual([2]);
});

describe("a vocabulary whose words were made to collide", () => {
  // 600 words and the first two: 1,024 slots.
  const hostile = ["", "<OOV>", ...collidingWords(600, 10)];

  test("is looked up by the plain encoder, and gives the same", () => {
    const options = { segmenter: WORDS, maxLength: 3, unknownId: 1 };
    expect(() => createWasmEncoder(refusing(hostile), options)([hostile[7]!])).toThrow("went to the plain encoder");
    const { plain, wasm } = bothOf(hostile, 3);
    const texts = [`${hostile[601]} other ${hostile[2]}`];
    expect([...wasm(texts).ids]).toEqual([601, 1, 2]);
    expect(wasm(texts)).toEqual(plain(texts));
  });

  test("is told from any other: of 20,000 words none is far from its slot", () => {
    const usual = ["", "<OOV>", ...Array.from({ length: 20_000 }, (_, index) => `word${index}`)];
    const encode = createWasmEncoder(refusing(usual), { segmenter: WORDS, maxLength: 2, unknownId: 1, mostSteps: 256 });
    expect([...encode(["word7 word19999"]).ids]).toEqual([9, 20_001]);
  });
});
