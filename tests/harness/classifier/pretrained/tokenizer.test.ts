import { describe, expect, test } from "vitest";
import { precompiledNormalizer } from "../../../../harness/classifier/pretrained/tokenizer/precompiled.ts";
import { SPLIT_BEHAVIORS, splitText } from "../../../../harness/classifier/pretrained/tokenizer/split-text.ts";
import { createTextTokenizer } from "../../../../harness/classifier/pretrained/tokenizer/text-tokenizer.ts";
import { tokenizerFile } from "../../../../harness/classifier/pretrained/tokenizer/tokenizer-file.ts";
import { idsHash } from "../../../fixtures/ids-hash.ts";
import { bertFile, TOKENIZER_FILES, TRICKY_TEXTS } from "../../../fixtures/tokenizer-files.ts";
import rustIds from "./rust-ids.json" with { type: "json" };

const WHOLE = { maxLength: null, keep: "start" } as const;
const opened = (file: object, settings: Parameters<typeof createTextTokenizer>[1] = WHOLE) =>
  createTextTokenizer(tokenizerFile.parse(file), settings);

// rust-ids.json has a hash of the ids that Rust's tokenizers 0.23.2 gave for each text; tests/peers/tokenizer-ids.test.ts gives them again.
test.each(Object.entries(TOKENIZER_FILES))("%s: ids are Rust's on tricky texts", (name, file) => {
  const tokenizer = opened(file);
  const ours = TRICKY_TEXTS.map((text) => [text, idsHash(tokenizer.encode(text).ids)]);
  const rust: string[] = rustIds[name as keyof typeof rustIds];
  expect(ours).toEqual(TRICKY_TEXTS.map((text, row) => [text, rust[row]]));
});

describe("with [CLS], [SEP] and the words of a small BERT", () => {
  // [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, a 4, b 5, c 6, ##d 7
  const file = bertFile(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "##d"]);
  const idsOf = (text: string, settings?: Parameters<typeof createTextTokenizer>[1]) => [
    ...opened(file, settings).encode(text).ids,
  ];

  test("what is not in the vocabulary is [UNK], a half surrogate pair among it", () => {
    expect(idsOf("A bd x \ud800c")).toEqual([2, 4, 5, 7, 1, 6, 3]);
    expect(idsOf("\ud800")).toEqual([2, 3]);
  });

  test("a long text loses its end or its start, and keeps its special tokens", () => {
    expect(idsOf("a b c a b", { maxLength: 5, keep: "start" })).toEqual([2, 4, 5, 6, 3]);
    expect(idsOf("a b c a b", { maxLength: 5, keep: "end" })).toEqual([2, 6, 4, 5, 3]);
    expect(idsOf("a b c", { maxLength: 5, keep: "end" })).toEqual([2, 4, 5, 6, 3]);
  });

  test("types come from the template", () => {
    const { post_processor: template, ...rest } = file;
    const typed = structuredClone(template) as { single: { Sequence?: { type_id: number } }[] };
    typed.single[1]!.Sequence!.type_id = 1;
    expect([...opened({ ...rest, post_processor: typed }).encode("a b").types]).toEqual([0, 1, 1, 0]);
  });

  test("the largest id is known", () => {
    expect(opened(file).largest).toEqual({ id: 7, token: "##d" });
  });

  test("a length without room for the text is refused", () => {
    expect(() => idsOf("a", { maxLength: 2, keep: "start" })).toThrow(
      /^puts 2 special tokens around a text, which leaves no room in a length of 2$/,
    );
  });

  const ownModel = file.model as object;
  test.each([
    ["an unknown normalizer", { normalizer: { type: "Nmt" } }, /normalizer "Nmt".*it can: BertNormalizer/],
    ["an unknown pre-tokenizer", { pre_tokenizer: { type: "UnicodeScripts" } }, /pre-tokenizer "UnicodeScripts"/],
    ["an unknown post-processor", { post_processor: { type: "Other" } }, /post-processor "Other"/],
    [
      "a regular expression of another language",
      { pre_tokenizer: { type: "Split", pattern: { Regex: "(?(" }, behavior: "Removed" } },
      /cannot be opened/,
    ],
    [
      "a behavior that no Split has",
      { pre_tokenizer: { type: "Split", pattern: { String: "a" }, behavior: "Kept" } },
      /whose behavior is not as expected/,
    ],
    [
      "single words",
      { added_tokens: [{ id: 8, content: "<x>", single_word: true }] },
      /added token "<x>" with single_word/,
    ],
    [
      "an unknown token without an id",
      { model: { ...ownModel, unk_token: "<unk>" } },
      /unknown token "<unk>".*not in its vocabulary/,
    ],
    [
      "a prefix inside BPE",
      { model: { type: "BPE", vocab: { a: 0 }, merges: [], continuing_subword_prefix: "##" } },
      /continuing_subword_prefix/,
    ],
    ["chance", { model: { type: "BPE", vocab: { a: 0 }, merges: [], dropout: 0.1 } }, /dropout/],
    [
      "a template with two texts",
      { post_processor: { type: "TemplateProcessing", single: [], special_tokens: {} } },
      /does not name it once/,
    ],
    [
      "a map that is cut short",
      { normalizer: { type: "Precompiled", precompiled_charsmap: "AAEAAA==" } },
      /precompiled_charsmap that is cut short/,
    ],
  ])("%s: refused", (_, change, message) => {
    expect(() => opened({ ...file, ...change })).toThrow(message);
  });
});

// The examples of tokenizers/src/tokenizer/normalizer.rs.
test.each([
  ["Removed", ["the", "final", "countdown"]],
  ["Isolated", ["the", "-", "final", "-", "-", "countdown"]],
  ["MergedWithPrevious", ["the-", "final-", "-", "countdown"]],
  ["MergedWithNext", ["the", "-final", "-", "-countdown"]],
  ["Contiguous", ["the", "-", "final", "--", "countdown"]],
] as const)("Split %s", (behavior, pieces) => {
  expect(SPLIT_BEHAVIORS).toContain(behavior);
  expect(splitText("the-final--countdown", { pattern: /-/g, behavior, invert: false })).toEqual(pieces);
});

test("a map of characters with a cycle or an offset beyond its end gives the text as it is", () => {
  const units = Uint32Array.of(0xffffffff, 0xffffffff);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(8);
  const map = Buffer.concat([size, Buffer.from(units.buffer), Buffer.from("x\0")]).toString("base64");
  expect(precompiledNormalizer(map)("any text, é")).toBe("any text, é");
});
