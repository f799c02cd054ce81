import { Tokenizer } from "@huggingface/tokenizers";
import type { Part } from "./tokenizer-file.ts";

/** What is used of @huggingface/tokenizers, whose own declarations TypeScript cannot resolve in ES modules (0.2.0). */
export interface LibraryTokenizer {
  readonly normalizer: { readonly normalizers: readonly LibraryNormalizer[] } | null;
  readonly pre_tokenizer: { readonly tokenizers: readonly LibraryPreTokenizer[] } | null;
  readonly model: LibraryModel;
  /** Tokens without their ids: a token may be a text that is not in the vocabulary. */
  encode(text: string, options: { readonly add_special_tokens: boolean }): { readonly tokens: readonly string[] };
  token_to_id(token: string): number | undefined;
}

export interface LibraryModel {
  readonly fuse_unk: boolean;
  /** Of a Unigram: tokens that the characters from `start` begin with, the shortest first. */
  readonly trie?: { common_prefix_search(characters: readonly string[], start: number): Iterable<string> };
  encode(words: string[]): string[];
  /** `encode`, with unknown tokens joined where `fuse_unk` is set. */
  _call(words: string[]): string[];
}

export interface LibraryNormalizer {
  readonly config: Part;
  normalize(text: string): string;
}

export interface LibraryPreTokenizer {
  /** Absent where the kind has no settings. */
  readonly config?: Part;
  /** Of a Split. */
  readonly pattern?: RegExp | null;
  pre_tokenize_text(text: string): string[];
}

/** A tokenizer.json whose normalizer and pre_tokenizer are sequences or null. @throws Error on what the library does not know */
export function openLibrary(file: Readonly<Record<string, unknown>>): LibraryTokenizer {
  return new Tokenizer(file, {}) as LibraryTokenizer;
}
