import type { TokenizerSpec } from "../contract.ts";
import { KERAS_FILTERS } from "../text/words.ts";

/** Name of id 0 in tokenizer.json. No text can hold it: the filters remove < and >. */
export const PADDING_TOKEN = "<pad>";

export interface TokenizerJson {
  readonly model: {
    readonly type: "WordLevel";
    readonly vocab: Readonly<Record<string, number>>;
    readonly unk_token: string;
  };
}

/** True where the Hugging Face format can say what our tokenizer does; Intl.Segmenter is beyond it. */
export function isExpressible(tokenizer: TokenizerSpec): boolean {
  return tokenizer.segmenter === "words";
}

/**
 * Keras' Tokenizer in the Hugging Face tokenizers format: lower-case, filters to spaces, cut at each space, one id a
 * word, cut and padded on the left. <OOV> is the unknown token but no added token, so that a text that spells it out is
 * read as the word it is.
 */
export function tokenizerJson(
  vocabulary: readonly string[],
  maxLength: number,
): TokenizerJson & Record<string, unknown> {
  const words = vocabulary.map((word, id) => [id === 0 ? PADDING_TOKEN : word, id] as const);
  return {
    version: "1.0",
    truncation: { direction: "Left", max_length: maxLength, strategy: "LongestFirst", stride: 0 },
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
        { type: "Lowercase" },
        { type: "Replace", pattern: { Regex: `[${escapeForClass(KERAS_FILTERS)}]` }, content: " " },
      ],
    },
    pre_tokenizer: { type: "Split", pattern: { String: " " }, behavior: "Removed", invert: false },
    post_processor: null,
    decoder: null,
    model: { type: "WordLevel", vocab: Object.fromEntries(words), unk_token: vocabulary[1]! },
  };
}

function escapeForClass(characters: string): string {
  return characters
    .replace(/[\\\]^[&-]/g, "\\$&")
    .replace("\t", "\\t")
    .replace("\n", "\\n");
}

/** Words by id, read back from tokenizer.json. */
export function vocabularyOf({ model }: TokenizerJson): string[] {
  const words: string[] = [];
  for (const [word, id] of Object.entries(model.vocab)) words[id] = id === 0 ? "" : word;
  return words;
}
