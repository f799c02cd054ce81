import * as z from "zod";

/** A part of tokenizer.json whose fields depend on its type. */
const part = z.looseObject({ type: z.string() });
export type Part = z.output<typeof part>;

const ids = z.custom<Record<string, number>>(isIds, {
  error: "must be an object of tokens with their ids, whole and from 0",
});
const scores = z.custom<[string, number][]>(isScores, { error: "must be a list of tokens with their scores" });

/** Checked by hand, since z.record visits each of a hundred thousand tokens several times. */
function isIds(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((id) => Number.isInteger(id) && id >= 0);
}

function isScores(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "number")
  );
}

const pair = z.tuple([z.string(), z.string()]);
const unknownToken = z.string().nullish();

const model = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("WordPiece"),
    vocab: ids,
    unk_token: z.string(),
    continuing_subword_prefix: z.string(),
    max_input_chars_per_word: z.int().positive(),
  }),
  z.looseObject({
    type: z.literal("BPE"),
    vocab: ids,
    merges: z.union([z.array(z.string()), z.array(pair)]),
    unk_token: unknownToken,
    continuing_subword_prefix: z.string().nullish(),
    dropout: z.number().nullish(),
    fuse_unk: z.boolean().nullish(),
    byte_fallback: z.boolean().nullish(),
  }),
  z.looseObject({
    type: z.literal("Unigram"),
    vocab: scores,
    unk_id: z.int().nonnegative().nullish(),
    byte_fallback: z.boolean().nullish(),
  }),
  z.looseObject({ type: z.literal("WordLevel"), vocab: ids, unk_token: z.string() }),
]);
export type TokenModel = z.output<typeof model>;

const direction = z.enum(["Left", "Right"]);

/** What is read of a tokenizer.json. The settings of each part are checked where they are used. */
export const tokenizerFile = z.looseObject({
  truncation: z.looseObject({ direction: direction.default("Right"), max_length: z.int().positive() }).nullish(),
  padding: z
    .looseObject({
      direction: direction.default("Right"),
      pad_id: z.int().nonnegative(),
      pad_type_id: z.int().default(0),
    })
    .nullish(),
  added_tokens: z
    .array(
      z.looseObject({
        id: z.int().nonnegative(),
        content: z.string().min(1),
        single_word: z.boolean().default(false),
        normalized: z.boolean().default(false),
      }),
    )
    .default([]),
  normalizer: part.nullish(),
  pre_tokenizer: part.nullish(),
  post_processor: part.nullish(),
  // Older files leave the type out; their other fields tell it.
  model: z.preprocess(withType, model),
});
export type TokenizerFile = z.output<typeof tokenizerFile>;

function withType(value: unknown): unknown {
  if (typeof value !== "object" || value === null || "type" in value) return value;
  return { ...value, type: typeOf(value) };
}

function typeOf(value: object): TokenModel["type"] {
  if ("vocab" in value && Array.isArray(value.vocab)) return "Unigram";
  if ("merges" in value) return "BPE";
  return "max_input_chars_per_word" in value ? "WordPiece" : "WordLevel";
}
