/** Every field of a tokenizer that a matrix sets, one row each. */
import * as z from "zod";
import { field } from "./fields.ts";
import { maskSchema } from "./mask-schema.ts";
import { MASK_KINDS, NO_MASK } from "./masking.ts";
import { privateVocabularySchema } from "./privacy.ts";

export const TOKENIZER_FIELDS = {
  /**
   * "words" follows Keras' Tokenizer. For languages written without spaces, "characters" takes characters and pairs of them, and "intl" cuts with
   * Intl.Segmenter.
   */
  segmenter: field({
    schema: z.enum(["words", "characters", "intl"]),
    default: "words",
    help: '"words" cuts as Keras does; for languages written without spaces, "characters" takes characters and pairs of them, and "intl" words.',
  }),
  /** Texts that the vocabulary is counted on: those trained on, or all of them as in the reference experiment. */
  fitOn: field({
    schema: z.enum(["train", "all"]),
    default: "train",
    help: "Texts that the vocabulary is counted on.",
  }),
  /** How words are chosen: the most frequent ones of these texts, or so that no single text can be told from the choice. */
  vocabulary: field({
    schema: z.union([z.literal("counted"), privateVocabularySchema], {
      error: 'must be "counted", or { "epsilon": 1 } for a choice that hides each text',
    }),
    default: "counted",
    help: 'How words are chosen: the most frequent ones ("counted"), or { "epsilon", "delta" } so that no single text can be told from the choice.',
    absent: "at the default",
  }),
  /** What is replaced by one word for its kind, in training and wherever the model answers, before a text is cut. */
  mask: field({
    schema: maskSchema,
    default: NO_MASK,
    help: `What is masked in every text before it is cut into words: "none", "all", or a list of ${MASK_KINDS.join(", ")}; "phone:US" also finds phone numbers without a country's code, and "names:FILE" the names of a file with one on each line.`,
    absent: "at the default",
  }),
};
