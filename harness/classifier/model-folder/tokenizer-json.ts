import { KERAS_FILTERS, PADDING_ID, type TokenizerSpec, type TrainedModel } from "../../contract/index.ts";
import { maskOf } from "../../contract/masking.ts";
import { unknownWordId } from "../text/encoder.ts";

/** Name of id 0 in tokenizer.json. No text can hold it: the filters remove < and >. */
export const PADDING_TOKEN = "<pad>";

const CASED = "[\\p{Cased}&&[^\\p{Case_Ignorable}]]";
const IGNORED = "\\p{Case_Ignorable}";
/** Marks between a letter and the sigma that ends its word; the expressions of Rust look back over a fixed number alone. */
const MOST_MARKS = 4;

/**
 * A capital sigma at a word's end, whose small form is ς in Unicode and in JavaScript, and σ to the Lowercase of Rust's
 * tokenizers, which looks at one character at a time.
 */
const FINAL_SIGMA = `(?<=${Array.from({ length: MOST_MARKS + 1 }, (_, marks) => CASED + IGNORED.repeat(marks)).join("|")})Σ(?!${IGNORED}*${CASED})`;

export interface TokenizerJson {
  readonly model: {
    readonly type: "WordLevel";
    readonly vocab: Readonly<Record<string, number>>;
    readonly unk_token: string;
  };
}

/** Why the words of a segmenter are none of the Hugging Face format; null if they are. */
const BEYOND: Readonly<Record<TokenizerSpec["segmenter"], string | null>> = {
  words: null,
  characters: "pairs of characters overlap, which tokens cannot",
  intl: "it knows words by a dictionary",
};

/** What the Hugging Face format cannot express of our tokenizer, in words; null where it can express all of it. */
export function beyondTokenizerJson({ tokenizer, spec }: Pick<TrainedModel, "tokenizer" | "spec">): string | null {
  const { segmenter } = tokenizer;
  const reason = BEYOND[segmenter];
  if (reason !== null) return `segmenter "${segmenter}" cannot be written as tokenizer.json: ${reason}`;
  if (maskOf(tokenizer).length > 0) return "what is masked in texts cannot be written as tokenizer.json";
  return spec.bigrams ? "ids of pairs of words cannot be written as tokenizer.json" : null;
}

/**
 * Keras' Tokenizer in the Hugging Face tokenizers format: lower-case, filters to spaces, cut at each space, one id per
 * word, padded on the left, and cut there too or, where the start is kept, on the right. The unknown token is <OOV>, or padding where pruned words are read as such; neither
 * is an added token, so a text that spells one out is read as an ordinary word.
 */
export function tokenizerJson({
  vocabulary,
  tokenizer: { unknownWords },
  spec: { maxLength, keep },
}: Pick<TrainedModel, "vocabulary" | "tokenizer" | "spec">): TokenizerJson & Record<string, unknown> {
  const words = vocabulary.map((word, id) => [id === PADDING_ID ? PADDING_TOKEN : word, id] as const);
  const [unknown] = words[unknownWordId(unknownWords)]!;
  return {
    version: "1.0",
    truncation: {
      direction: keep === "start" ? "Right" : "Left",
      max_length: maxLength,
      strategy: "LongestFirst",
      stride: 0,
    },
    padding: {
      strategy: { Fixed: maxLength },
      direction: "Left",
      pad_to_multiple_of: null,
      pad_id: 0,
      pad_type_id: 0,
      pad_token: PADDING_TOKEN,
    },
    added_tokens: [],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Replace", pattern: { Regex: FINAL_SIGMA }, content: "ς" },
        { type: "Lowercase" },
        { type: "Replace", pattern: { Regex: `[${escapeForClass(KERAS_FILTERS)}]` }, content: " " },
      ],
    },
    // As a regular expression: where the pattern is a string, the JavaScript library keeps the spaces as words.
    pre_tokenizer: { type: "Split", pattern: { Regex: " " }, behavior: "Removed", invert: false },
    post_processor: null,
    decoder: null,
    model: { type: "WordLevel", vocab: Object.fromEntries(words), unk_token: unknown },
  };
}

function escapeForClass(characters: string): string {
  return characters
    .replace(/[\\\]^[&-]/g, "\\$&")
    .replace("\t", "\\t")
    .replace("\n", "\\n");
}

/** Words by id, read back from tokenizer.json. */
export function vocabularyOf({ model }: { readonly model: Pick<TokenizerJson["model"], "vocab"> }): string[] {
  const words: string[] = [];
  for (const [word, id] of Object.entries(model.vocab)) words[id] = id === PADDING_ID ? "" : word;
  return words;
}
