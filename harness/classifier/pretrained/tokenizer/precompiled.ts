/**
 * SentencePiece's own normalization, which a tokenizer.json holds as bytes: a trie of strings, and what each becomes. The
 * JavaScript library puts NFKC in its place.
 * @see https://github.com/google/sentencepiece, Normalizer::DecodePrecompiledCharsMap; the crate spm_precompiled of Rust's tokenizers
 */

/** Boundaries of graphemes are found without the segmenter, whose time is quadratic, between any two of these. */
const PLAIN = "[\\x20-\\x7e\\p{Script=Han}ぁ-ゖァ-ヺ]";
/** A run of plain characters, or one with what follows its last character up to the next plain one. */
const RUNS = new RegExp(`${PLAIN}+(?!(?!${PLAIN})[^])|${PLAIN}?(?:(?!${PLAIN})[^])+`, "gu");
const ALL_PLAIN = new RegExp(`^${PLAIN}+$`, "u");
/** Longer graphemes are replaced character by character. */
const LONGEST_GRAPHEME_BYTES = 6;

/** @throws RangeError on bytes that are no map */
export function precompiledNormalizer(base64: string): (text: string) => string {
  const bytes = Buffer.from(base64, "base64");
  const trieBytes = bytes.length < 4 ? -1 : bytes.readUInt32LE(0);
  if (trieBytes < 4 || trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length) throw new RangeError("is cut short");
  const trie = Uint32Array.from({ length: trieBytes / 4 }, (_, unit) => bytes.readUInt32LE(4 + unit * 4));
  const normalized = bytes.subarray(4 + trieBytes);

  const utf8 = new TextEncoder();
  const transform = (part: string): string | null => {
    const at = shortestPrefix(trie, utf8.encode(part));
    if (at === null) return null;
    const end = normalized.indexOf(0, at);
    return normalized.toString("utf8", at, end < 0 ? normalized.length : end);
  };
  const known = new Map<string, string>();
  const transformOne = (character: string) => {
    let content = known.get(character);
    if (content === undefined) {
      content = transform(character) ?? character;
      known.set(character, content);
    }
    return content;
  };
  const transformEach = (text: string) => Array.from(text, transformOne).join("");
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  const transformGraphemes = (text: string) => {
    const changed: string[] = [];
    for (const { segment } of graphemes.segment(text)) {
      const whole = Buffer.byteLength(segment) < LONGEST_GRAPHEME_BYTES ? transform(segment) : null;
      changed.push(whole ?? transformEach(segment));
    }
    return changed.join("");
  };
  return (text) => text.replace(RUNS, (run) => (ALL_PLAIN.test(run) ? transformEach(run) : transformGraphemes(run)));
}

/** The value of the shortest key that `bytes` begins with; null if there is none. @param trie Darts' double array */
function shortestPrefix(trie: Uint32Array, bytes: Uint8Array): number | null {
  const offsetOf = (unit: number) => (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  let node = offsetOf(trie[0]!);
  for (const byte of bytes) {
    if (byte === 0) return null;
    node ^= byte;
    const unit = trie[node];
    if (unit === undefined || (unit & 0x800000ff) >>> 0 !== byte) return null;
    node ^= offsetOf(unit);
    if ((unit >>> 8) & 1) return (trie[node] ?? 0) & 0x7fffffff;
  }
  return null;
}
