import { shown } from "../../../base/documents/problems.ts";
import { ConfigError } from "../../../base/errors.ts";
import { equivalentNormalizer, equivalentPreTokenizer } from "./equivalent-file.ts";
import { type LibraryNormalizer, type LibraryPreTokenizer, type LibraryTokenizer, openLibrary } from "./library.ts";
import { precompiledNormalizer } from "./precompiled.ts";
import { type SplitRule, splitText } from "./split-text.ts";
import { type Template, templateOf } from "./template.ts";
import type { TokenizerFile, TokenModel } from "./tokenizer-file.ts";
import { unigramEncoder } from "./unigram.ts";

/** The ids of a text, with what its template puts around them. */
export interface TokenizedText {
  readonly ids: Int32Array;
  /** token_type_ids, as long as `ids`. */
  readonly types: Int32Array;
}

export interface TextTokenizer {
  /** The largest id that can occur, with its token. */
  readonly largest: { readonly id: number; readonly token: string };
  /** At most `maxLength` ids, special tokens among them, as Rust's tokenizers give them. Half surrogate pairs are read as U+FFFD. */
  encode(text: string): TokenizedText;
  idOf(token: string): number | undefined;
}

export interface TokenizerSettings {
  /** Most ids of a text, special tokens included; null for no limit. */
  readonly maxLength: number | null;
  /** Which end of a long text is kept. */
  readonly keep: "start" | "end";
}

/**
 * A tokenizer that gives the ids of Rust's tokenizers for a tokenizer.json: through @huggingface/tokenizers, with what it does
 * otherwise said in other words, and what it ignores done here.
 * @throws ConfigError if that cannot be done for this file; the message lacks the file's name
 */
export function createTextTokenizer(file: TokenizerFile, { maxLength, keep }: TokenizerSettings): TextTokenizer {
  refuseOtherIds(file);
  const { model } = file;
  const library = openMended(file);
  const template = templateOf(file.post_processor);
  const room = roomFor(template, maxLength);
  const idsOf = tokenIds(model, library);
  return {
    largest: largestId(file, template),
    encode: (text) => {
      const all = library.encode(text.toWellFormed(), { add_special_tokens: false }).tokens.flatMap(idsOf);
      return withTemplate(
        all.length <= room ? all : keep === "start" ? all.slice(0, room) : all.slice(-room),
        template,
      );
    },
    idOf: (token) => library.token_to_id(token),
  };
}

/** @throws ConfigError on settings under which the library's ids are others, and that cannot be said in another way */
function refuseOtherIds({ added_tokens, model, pre_tokenizer }: TokenizerFile): void {
  const refuse = (reason: string) => new ConfigError(`${reason}, which pricewar cannot apply as Rust's tokenizers do`);
  const single = added_tokens.find(({ single_word }) => single_word);
  if (single !== undefined) throw refuse(`has the added token ${shown(single.content)} with single_word`);
  if (model.type === "BPE" && model.continuing_subword_prefix)
    throw refuse("has a BPE model with a continuing_subword_prefix");
  if (model.type === "BPE" && model.dropout) throw refuse("has a BPE model with dropout");
  const prependsFirst = JSON.stringify(pre_tokenizer ?? null).includes('"prepend_scheme":"first"');
  if (prependsFirst && added_tokens.some(({ normalized }) => normalized)) {
    throw refuse('has a Metaspace with prepend_scheme "first" and an added token that is normalized');
  }
  const unknown = unknownToken(model);
  if (model.type !== "Unigram" && unknown !== null && !Object.hasOwn(model.vocab, unknown)) {
    throw new ConfigError(`has the unknown token ${shown(unknown)}, which is not in its vocabulary`);
  }
}

function unknownToken(model: TokenModel): string | null {
  if (model.type === "Unigram") return model.vocab[model.unk_id ?? -1]?.[0] ?? null;
  return model.unk_token ?? null;
}

/** The library's tokenizer, with our own code where its parts cannot be told otherwise. */
function openMended(file: TokenizerFile): LibraryTokenizer {
  const normalizer = equivalentNormalizer(file.normalizer);
  const preTokenizer = equivalentPreTokenizer(file.pre_tokenizer);
  const library = (() => {
    try {
      return openLibrary({ ...file, normalizer, pre_tokenizer: preTokenizer, post_processor: null, decoder: null });
    } catch (cause) {
      throw new ConfigError(`cannot be opened: ${(cause as Error).message}`, { cause });
    }
  })();
  library.normalizer?.normalizers.forEach(useCharacterMap);
  library.pre_tokenizer?.tokenizers.forEach(useSplitText);
  const { model } = library;
  if (file.model.type === "Unigram") model.encode = unigramEncoder(file.model, model.trie!);
  if (model.fuse_unk) {
    // Unknown tokens are joined within a word; the library joins them across words.
    const fused = model._call.bind(model);
    model._call = (words) => words.flatMap((word) => fused([word]));
  }
  return library;
}

/** The map that the file holds, where the library would use NFKC. */
function useCharacterMap(normalizer: LibraryNormalizer): void {
  const { type, precompiled_charsmap } = normalizer.config;
  if (type !== "Precompiled") return;
  try {
    normalizer.normalize = precompiledNormalizer(precompiled_charsmap as string);
  } catch (cause) {
    throw new ConfigError(`has a precompiled_charsmap that ${(cause as Error).message}`, { cause });
  }
}

/** All five behaviors of Split; the library knows one and a half. */
function useSplitText(preTokenizer: LibraryPreTokenizer): void {
  const { config, pattern } = preTokenizer;
  if (config?.type !== "Split" || !pattern) return;
  const rule = { ...(config as unknown as Omit<SplitRule, "pattern">), pattern };
  preTokenizer.pre_tokenize_text = (text) => splitText(text, rule);
}

/** The ids of a token of the library, which may be a text that is not in the vocabulary. */
function tokenIds(model: TokenModel, library: LibraryTokenizer): (token: string) => number[] {
  const unknown = unknownToken(model);
  const unknownId =
    model.type === "Unigram"
      ? (model.unk_id ?? undefined)
      : unknown === null
        ? undefined
        : library.token_to_id(unknown);
  const utf8 = new TextEncoder();
  return (token) => {
    const id = library.token_to_id(token);
    if (id !== undefined) return [id];
    if (model.type === "Unigram" && model.byte_fallback) {
      const bytes = [...utf8.encode(token)].map((byte) => library.token_to_id(byteToken(byte)));
      if (bytes.every((byte) => byte !== undefined)) return bytes;
    }
    if (unknownId === undefined) throw new ConfigError(`has no unknown token, and none for ${shown(token)} of a text`);
    return [unknownId];
  };
}

function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

/** How many tokens of a text fit. */
function roomFor({ before, after }: Template, maxLength: number | null): number {
  if (maxLength === null) return Number.POSITIVE_INFINITY;
  const special = before.length + after.length;
  if (maxLength <= special) {
    throw new ConfigError(
      `puts ${special} special tokens around a text, which leaves no room in a length of ${maxLength}`,
    );
  }
  return maxLength - special;
}

function withTemplate(own: readonly number[], { before, type, after }: Template): TokenizedText {
  const ids = new Int32Array(before.length + own.length + after.length);
  const types = new Int32Array(ids.length).fill(type);
  ids.set(own, before.length);
  const put = (start: number) => (special: Template["before"][number], index: number) => {
    ids[start + index] = special.id;
    types[start + index] = special.type;
  };
  before.forEach(put(0));
  after.forEach(put(before.length + own.length));
  return { ids, types };
}

function largestId({ model, added_tokens }: TokenizerFile, { before, after }: Template): TextTokenizer["largest"] {
  let largest = { id: -1, token: "" };
  const see = (id: number, token: string) => {
    if (id > largest.id) largest = { id, token };
  };
  if (model.type === "Unigram") see(model.vocab.length - 1, model.vocab.at(-1)![0]);
  else for (const [token, id] of Object.entries(model.vocab)) see(id, token);
  for (const { id, content } of added_tokens) see(id, content);
  for (const { id } of [...before, ...after]) see(id, "of the template");
  return largest;
}
