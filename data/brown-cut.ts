/** One file of the Brown corpus: its name, such as "ca01", and its word/tag tokens, one sentence per line. */
export interface BrownFile {
  readonly name: string;
  readonly content: string;
}

export interface Passage {
  /** Name of the file that it comes from. */
  readonly source: string;
  readonly side: "train" | "test";
  /** Index into BROWN_LABELS. */
  readonly label: number;
  readonly text: string;
}

export const BROWN_LABELS = ["learned and government", "press"] as const;

/** First two letters of a file's name -> index into BROWN_LABELS. */
const LABEL_OF_PREFIX: Readonly<Record<string, number>> = { ca: 1, cb: 1, cc: 1, ch: 0, cj: 0 };

/** A passage ends at the first sentence end at or after this many words. */
const PASSAGE_WORDS = 200;
/** A file's remainder is dropped if it has fewer words than this. */
const REMAINDER_WORDS = 100;
/** Within a prefix, every fifth file in name order is a test file. */
const FOLDS = 5;
const TEST_FOLD = 4;

/** True for the files that are used: ca01 … but not ck01, README or cats.txt. */
export function isBrownPressFile(name: string): boolean {
  return /^c[abcjh]\d\d$/.test(name);
}

/** Cuts the files into labeled passages; all passages of a file are on one side. */
export function cutBrownPress(files: readonly BrownFile[]): Passage[] {
  const passages: Passage[] = [];
  for (const [prefix, label] of Object.entries(LABEL_OF_PREFIX)) {
    const inOrder = files.filter(({ name }) => name.startsWith(prefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const [index, { name, content }] of inOrder.entries()) {
      const side = index % FOLDS === TEST_FOLD ? "test" : "train";
      for (const text of cutPassages(content)) passages.push({ source: name, side, label, text });
    }
  }
  return passages;
}

/**
 * Passages of one file. A line ends a sentence if its last token is . ? or ! with the tag "." or one derived from it
 * (".-hl" in headings); such tokens occur only at line ends. The corpus also gives that tag to semicolons and some colons
 * and breaks the line there, but they do not end a sentence. Headings without the tag continue on the next line.
 */
export function cutPassages(content: string): string[] {
  const passages: string[] = [];
  let tokens: string[] = [];
  let words = 0;
  for (const line of content.split("\n")) {
    const { tokens: own, words: ownWords, lastTag } = readLine(line);
    const last = own.at(-1);
    if (last === undefined) continue;
    for (const token of withoutDoubledEnd(own)) tokens.push(token);
    words += ownWords;
    if (words < PASSAGE_WORDS || !isSentenceEnd(last, lastTag)) continue;
    passages.push(readable(tokens));
    tokens = [];
    words = 0;
  }
  if (words >= REMAINDER_WORDS) passages.push(readable(tokens));
  return passages;
}

interface TaggedLine {
  readonly tokens: readonly string[];
  /** How many of the tokens are words. */
  readonly words: number;
  readonly lastTag: string;
}

const SLASH = 0x2f;
const SPACE = 0x20;

/**
 * "the/at 1-1/2/cd" -> "the" and "1-1/2", with the last tag "cd": a tag follows the last slash. Read character by character:
 * every run of a matrix reads the whole corpus.
 */
function readLine(line: string): TaggedLine {
  const tokens: string[] = [];
  let words = 0;
  let lastTag = "";
  let start = 0;
  let slash = -1;
  for (let at = 0; at <= line.length; at += 1) {
    const code = at < line.length ? line.charCodeAt(at) : SPACE;
    if (code === SLASH) slash = at;
    if (code > SPACE) continue;
    if (at > start) {
      const end = Math.max(slash, start);
      if (isWord(line, start, end)) words += 1;
      tokens.push(line.slice(start, end));
      lastTag = line.slice(slash < start ? start : slash + 1, at);
    }
    start = at + 1;
    slash = -1;
  }
  return { tokens, words, lastTag };
}

function isSentenceEnd(token: string, tag: string): boolean {
  return /^[.?!]$/.test(token) && (tag === "." || tag.startsWith(".-"));
}

/** Whether a letter or a digit stands between: punctuation is a token of the corpus, but not a word. The corpus is ASCII. */
function isWord(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = line.charCodeAt(at);
    const lowerCase = code | 0x20;
    if ((lowerCase >= 0x61 && lowerCase <= 0x7a) || (code >= 0x30 && code <= 0x39)) return true;
  }
  return false;
}

/** The corpus repeats a closing ; ? or !, and writes a period after that of a closing abbreviation. */
function withoutDoubledEnd(tokens: readonly string[]): readonly string[] {
  const last = tokens.at(-1);
  return last !== undefined && /^[.;?!]$/.test(last) && tokens.at(-2)?.endsWith(last) ? tokens.slice(0, -1) : tokens;
}

/** Tokens without a space after them, and tokens without a space before them. */
const OPENING = new Set(["``", "`", "("]);
const CLOSING = new Set(["''", "'", ")", ",", ".", ";", ":", "?", "!"]);
const QUOTATION_MARKS = new Set(["``", "`", "''", "'"]);
const LONGEST_MARK = 2;

/** Joins tokens as a person would type them: no space before a comma, and one kind of quotation mark. */
function readable(tokens: readonly string[]): string {
  const parts: string[] = [];
  let isOpen = true;
  for (const token of tokens) {
    const isMark = token.length <= LONGEST_MARK;
    if (!isOpen && !(isMark && CLOSING.has(token))) parts.push(" ");
    parts.push(isMark && QUOTATION_MARKS.has(token) ? '"' : token);
    isOpen = isMark && OPENING.has(token);
  }
  return parts.join("");
}
