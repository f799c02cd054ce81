/**
 * A tokenizer.json as @huggingface/tokenizers 0.2 has to be told to give the ids that Rust's tokenizers give for the original.
 * The JavaScript library has rules of its own for spaces, marks, digits, Chinese characters beyond U+FFFF and the final sigma,
 * and ignores how Split, Punctuation and Metaspace cut; all of that can be said by Replace, and by a Split that `splitText` carries out.
 */
import * as z from "zod";
import type { Json } from "../../../base/canonical-json.ts";
import { shown } from "../../../base/documents/problems.ts";
import { ConfigError } from "../../../base/errors.ts";
import { SPLIT_BEHAVIORS, type SplitBehavior } from "./split-text.ts";
import type { Part } from "./tokenizer-file.ts";

/** Classes of characters in Rust's sense, inside brackets. */
const SPACE = "\\p{White_Space}";
const PUNCTUATION = "\\p{P}!-\\/:-@\\[-`\\{-~";
const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d";
/** Of BERT; its last range begins at 2B920, not 2B820, in Rust. */
const CHINESE =
  "\\u4e00-\\u9fff\\u3400-\\u4dbf\\x{20000}-\\x{2a6df}\\x{2a700}-\\x{2b73f}\\x{2b740}-\\x{2b81f}\\x{2b920}-\\x{2ceaf}\\uf900-\\ufaff\\x{2f800}-\\x{2fa1f}";
/** What GPT-2 cuts at. @see https://github.com/openai/gpt-2, encoder.py */
const GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

const sequenceOf = (parts: readonly Part[], key: "normalizers" | "pretokenizers"): Part => ({
  type: "Sequence",
  [key]: parts,
});
const replaced = (Regex: string, content: string): Part => ({ type: "Replace", pattern: { Regex }, content });
const split = (Regex: string, behavior: SplitBehavior): Part => ({
  type: "Split",
  pattern: { Regex },
  behavior,
  invert: false,
});

/** A dollar in a replacement has a meaning in JavaScript alone. */
const literally = (content: string) => content.replaceAll("$", "$$$$");
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

const pattern = z.union([z.strictObject({ String: z.string() }), z.strictObject({ Regex: z.string() })]);
const flag = z.boolean();

/** Unicode's small letters: JavaScript alone has a special one at the end of a word, and only for this letter. */
const LOWERCASE = [replaced("Σ", "σ"), { type: "Lowercase" }];

type Rewrite = (part: Part) => Part[];

/** @throws ZodError on settings that Rust would refuse */
const NORMALIZERS: Readonly<Record<string, Rewrite>> = {
  BertNormalizer: (part) => {
    const settings = z.object({
      clean_text: flag,
      handle_chinese_chars: flag,
      strip_accents: flag.nullish(),
      lowercase: flag,
    });
    const { clean_text, handle_chinese_chars, strip_accents, lowercase } = settings.parse(part);
    return [
      ...(clean_text
        ? [replaced("[\\x{0}\\x{fffd}\\p{Cf}\\p{Co}[\\p{Cc}&&[^\\t\\n\\r]]]", ""), replaced(`[${SPACE}]`, " ")]
        : []),
      ...(handle_chinese_chars ? [replaced(`[${CHINESE}]`, " $& ")] : []),
      ...((strip_accents ?? lowercase) ? [{ type: "NFD" }, replaced("\\p{Mn}", "")] : []),
      ...(lowercase ? LOWERCASE : []),
    ];
  },
  Lowercase: () => LOWERCASE,
  NFC: (part) => [part],
  NFD: (part) => [part],
  NFKC: (part) => [part],
  NFKD: (part) => [part],
  Precompiled: (part) => [z.looseObject({ type: z.string(), precompiled_charsmap: z.string() }).parse(part)],
  Prepend: (part) => {
    const { prepend } = z.object({ prepend: z.string() }).parse(part);
    return [replaced("\\A(?=.|\\n)", literally(prepend))];
  },
  Replace: (part) => {
    const { content, ...given } = z.object({ pattern, content: z.string() }).parse(part);
    return [{ type: "Replace", ...given, content: literally(content) }];
  },
  Sequence: (part) => {
    const { normalizers } = z.object({ normalizers: z.array(z.looseObject({ type: z.string() })) }).parse(part);
    return normalizers.flatMap((one) => rewritten("normalizer", NORMALIZERS, one));
  },
  Strip: (part) => {
    const { strip_left, strip_right } = z.object({ strip_left: flag, strip_right: flag }).parse(part);
    return [
      ...(strip_left ? [replaced(`\\A[${SPACE}]+`, "")] : []),
      ...(strip_right ? [replaced(`[${SPACE}]+\\z`, "")] : []),
    ];
  },
  StripAccents: () => [replaced("\\p{M}", "")],
};

const PRE_TOKENIZERS: Readonly<Record<string, Rewrite>> = {
  BertPreTokenizer: () => [split(`[${SPACE}]`, "Removed"), split(`[${PUNCTUATION}]`, "Isolated")],
  ByteLevel: (part) => {
    const settings = z.object({ add_prefix_space: flag.default(true), use_regex: flag.default(true) });
    const { add_prefix_space, use_regex } = settings.parse(part);
    return [
      ...(add_prefix_space ? [replaced("\\A(?=[^ ])", " ")] : []),
      ...(use_regex ? [split(GPT2, "Isolated")] : []),
      { type: "ByteLevel", add_prefix_space: false, use_regex: false },
    ];
  },
  CharDelimiterSplit: (part) => {
    const { delimiter } = z.object({ delimiter: z.string() }).parse(part);
    return [split(escaped(delimiter), "Removed")];
  },
  Digits: (part) => {
    const { individual_digits } = z.object({ individual_digits: flag.default(false) }).parse(part);
    return [split("\\p{N}", individual_digits ? "Isolated" : "Contiguous")];
  },
  FixedLength: (part) => {
    const { length } = z.object({ length: z.int().positive() }).parse(part);
    return [split(`(?:.|\\n){1,${length}}`, "Isolated")];
  },
  Metaspace: (part) => {
    const settings = z.object({
      replacement: z.string().default("▁"),
      prepend_scheme: z.enum(["always", "never", "first"]).optional(),
      add_prefix_space: flag.default(true),
      split: flag.default(true),
    });
    const { replacement, prepend_scheme, add_prefix_space, split: splits } = settings.parse(part);
    const scheme = prepend_scheme ?? (add_prefix_space ? "always" : "never");
    return [
      { type: "Metaspace", replacement, prepend_scheme: scheme },
      ...(splits ? [split(escaped(replacement), "MergedWithNext")] : []),
    ];
  },
  Punctuation: (part) => {
    const { behavior } = z.object({ behavior: z.enum(SPLIT_BEHAVIORS).default("Isolated") }).parse(part);
    return [split(`[${PUNCTUATION}]`, behavior)];
  },
  Sequence: (part) => {
    const { pretokenizers } = z.object({ pretokenizers: z.array(z.looseObject({ type: z.string() })) }).parse(part);
    return pretokenizers.flatMap((one) => rewritten("pre-tokenizer", PRE_TOKENIZERS, one));
  },
  Split: (part) => {
    const {
      pattern: at,
      behavior,
      invert,
    } = z.object({ pattern, behavior: z.enum(SPLIT_BEHAVIORS), invert: flag.default(false) }).parse(part);
    const Regex = "String" in at ? escaped(at.String) : at.Regex;
    // Rust finds nothing where it looks for an empty text.
    return Regex === "" ? [] : [{ ...split(Regex, behavior), invert }];
  },
  Whitespace: () => [split(`[${WORD}]+|[^${WORD}${SPACE}]+`, "Removed")].map((one) => ({ ...one, invert: true })),
  WhitespaceSplit: () => [split(`[${SPACE}]`, "Removed")],
};

/** @throws ConfigError on a kind or a setting without an equal in JavaScript */
export function equivalentNormalizer(part: Part | null | undefined): Part | null {
  return part == null ? null : sequenceOf(rewritten("normalizer", NORMALIZERS, part), "normalizers");
}

/** @throws ConfigError on a kind or a setting without an equal in JavaScript */
export function equivalentPreTokenizer(part: Part | null | undefined): Part | null {
  return part == null ? null : sequenceOf(rewritten("pre-tokenizer", PRE_TOKENIZERS, part), "pretokenizers");
}

function rewritten(kind: string, table: Readonly<Record<string, Rewrite>>, part: Part): Part[] {
  const rewrite = Object.hasOwn(table, part.type) ? table[part.type]! : null;
  if (rewrite === null) {
    const known = Object.keys(table).join(", ");
    throw new ConfigError(
      `has the ${kind} ${shown(part.type)}, which pricewar cannot apply as Rust's tokenizers do (it can: ${known})`,
    );
  }
  try {
    return rewrite(part);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const { path, message } = cause.issues[0]!;
    throw new ConfigError(
      `has the ${kind} ${shown(part as Json)}, whose ${path.join(".")} is not as expected: ${message}`,
      { cause },
    );
  }
}
