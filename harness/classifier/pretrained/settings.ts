import * as z from "zod";
import { ConfigError } from "../../base/errors.ts";
import type { TokenizerFile } from "./tokenizer/tokenizer-file.ts";

const id = z.int().nonnegative();

/** What is read of a config.json of transformers. */
export const modelSettings = z.looseObject({
  model_type: z.string().default(""),
  id2label: z.record(z.string().regex(/^\d+$/, "must be the number of a label"), z.string()).optional(),
  problem_type: z.enum(["single_label_classification", "multi_label_classification", "regression"]).nullish(),
  max_position_embeddings: z.int().optional(),
  pad_token_id: id.nullish(),
});
export type ModelSettings = z.output<typeof modelSettings>;

/** A token by its text, or with its settings. */
const token = z.union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)]);

/** What is read of a tokenizer_config.json of transformers. */
export const tokenizerSettings = z.looseObject({
  /** Where there is no limit, transformers writes 1e30. */
  model_max_length: z.number().positive().optional(),
  truncation_side: z.enum(["left", "right"]).optional(),
  padding_side: z.enum(["left", "right"]).optional(),
  pad_token: token.nullish(),
});
export type TokenizerSettings = z.output<typeof tokenizerSettings>;

export interface FolderSettings {
  readonly model: ModelSettings;
  readonly tokenizer: TokenizerSettings;
  readonly tokenizerFile: TokenizerFile;
}

/** In these a text's first position is not 0, but the padding's id and one. */
const POSITIONS_AFTER_PADDING = new Set([
  "camembert",
  "longformer",
  "mpnet",
  "roberta",
  "xlm-roberta",
  "xlm-roberta-xl",
]);

/**
 * Most tokens of a text, special ones included: the least that any of the files says. Null where none does.
 */
export function lengthLimit({ model, tokenizer, tokenizerFile }: FolderSettings): number | null {
  const { max_position_embeddings: positions = 0, model_type, pad_token_id } = model;
  const before = POSITIONS_AFTER_PADDING.has(model_type) ? (pad_token_id ?? 1) + 1 : 0;
  const limits = [
    tokenizerFile.truncation?.max_length,
    Math.floor(tokenizer.model_max_length ?? Number.POSITIVE_INFINITY),
    // Models without a table of positions say 0 or -1.
    positions > 0 ? positions - before : undefined,
  ];
  const least = Math.min(...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY));
  return Number.isSafeInteger(least) ? least : null;
}

/** Which end of a long text is kept. */
export function keptEnd({ tokenizer, tokenizerFile }: FolderSettings): "start" | "end" {
  const side = tokenizer.truncation_side ?? tokenizerFile.truncation?.direction.toLowerCase();
  return side === "left" ? "end" : "start";
}

/** What fills up the shorter texts of a batch. */
export interface Padding {
  readonly id: number;
  readonly type: number;
  readonly side: "left" | "right";
}

/** @param idOf of a token; undefined if the vocabulary lacks it */
export function paddingOf(
  { model, tokenizer, tokenizerFile: { padding } }: FolderSettings,
  idOf: (token: string) => number | undefined,
): Padding {
  const { pad_token, padding_side } = tokenizer;
  const padId = padding?.pad_id ?? (pad_token == null ? undefined : idOf(pad_token)) ?? model.pad_token_id;
  if (padId == null) {
    throw new ConfigError("no file of the folder says which token pads a text; add pad_token to tokenizer_config.json");
  }
  const side = padding_side ?? padding?.direction.toLowerCase();
  return { id: padId, type: padding?.pad_type_id ?? 0, side: side === "left" ? "left" : "right" };
}

/** Names of the model's outputs in their order; null where config.json has none. @throws ConfigError if ids are left out */
export function labelNames({ id2label }: ModelSettings): string[] | null {
  if (id2label === undefined) return null;
  const names = Object.entries(id2label)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([key, name], index) => {
      if (Number(key) !== index)
        throw new ConfigError(`id2label must count from 0, got ${Object.keys(id2label).join(", ")}`);
      return name;
    });
  return names;
}
