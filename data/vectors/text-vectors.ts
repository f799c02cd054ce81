import { DataError } from "../../harness/base/errors.ts";
import type { VectorsOfWords } from "../../harness/contract/word-vectors.ts";
import { type NamedFile, unpackedBytes } from "../tables/file-bytes.ts";
import { shown } from "../tables/shown.ts";
import { WantedWords } from "./wanted-words.ts";

/** A longer line is no vector. */
const LONGEST_LINE = 2 ** 20;

/**
 * Reads the text forms of word2vec, GloVe and fastText: a word and its numbers a line, in front of them, except in GloVe's form, a
 * line with the number of words and that of their numbers. A word may contain spaces, as some of GloVe's do. The file may be compressed by gzip.
 * @throws DataError with file and line
 */
export async function readTextVectors(file: NamedFile, words: readonly string[]): Promise<VectorsOfWords> {
  let form: Form | null = null;
  let wanted = new WantedWords(words, 0);
  let row = 0;
  for await (const { line, number } of linesOf(file)) {
    if (form === null) {
      form = formOf(line, file);
      wanted = new WantedWords(words, form.width);
      if (form.words !== null) continue;
    }
    const { width } = form;
    const space = line.indexOf(" ");
    if (space === -1)
      throw new DataError(`${place(file, number)}: needs a word and ${width} numbers, got ${shown(line)}`);
    row += 1;
    const word = line.slice(0, space);
    const lengthOfRest = countedParts(line, space);
    if (lengthOfRest === width) {
      wanted.offer(word, () => numbersOf(line.slice(space + 1).split(" "), width, file, number));
      continue;
    }
    if (lengthOfRest < width) {
      throw new DataError(
        `${place(file, number)}: needs a word and ${width} numbers as in the first line, got ${lengthOfRest}`,
      );
    }
    const parts = line.trimEnd().split(" ");
    wanted.offer(parts.slice(0, -width).join(" "), () => numbersOf(parts.slice(-width), width, file, number));
  }
  if (form === null) throw emptyFile(file);
  if (form.words !== null && row !== form.words) {
    throw new DataError(
      `${file.shownAs}: its first line announces ${form.words} words, and ${row} follow; is the file complete? Download it again`,
    );
  }
  return wanted.vectors();
}

/** Numbers of each vector, from the first line alone. @throws DataError */
export async function textVectorsWidth(file: NamedFile): Promise<number> {
  for await (const { line } of linesOf(file)) return formOf(line, file).width;
  throw emptyFile(file);
}

function emptyFile({ shownAs }: NamedFile): DataError {
  return new DataError(`${shownAs}: is empty; name a file of word vectors`);
}

interface Form {
  /** As a first line announces; null without one. */
  readonly words: number | null;
  readonly width: number;
}

function formOf(firstLine: string, file: NamedFile): Form {
  const parts = firstLine.trimEnd().split(" ");
  const announced = /^(\d+) (\d+)$/.exec(parts.join(" "));
  if (announced !== null && Number(announced[2]) > 0)
    return { words: Number(announced[1]), width: Number(announced[2]) };
  if (parts.length < 2) {
    throw new DataError(
      `${place(file, 1)}: needs a word and its numbers, as in the text forms of word2vec, GloVe and fastText, got ${shown(firstLine)}`,
    );
  }
  return { words: null, width: parts.length - 1 };
}

/** Parts after the word, that may end in a space. */
function countedParts(line: string, firstSpace: number): number {
  let count = 0;
  const end = line.endsWith(" ") ? line.length - 1 : line.length;
  for (let at = firstSpace; at !== -1 && at < end; at = line.indexOf(" ", at + 1)) count += 1;
  return count;
}

function numbersOf(parts: readonly string[], width: number, file: NamedFile, line: number): Float32Array {
  const numbers = Float32Array.from(
    parts.filter((part) => part !== ""),
    Number,
  );
  if (numbers.length !== width) {
    throw new DataError(
      `${place(file, line)}: needs ${width} numbers with one space between two of them, got ${numbers.length}`,
    );
  }
  const broken = numbers.findIndex((value) => !Number.isFinite(value));
  if (broken === -1) return numbers;
  throw new DataError(
    `${place(file, line)}: number ${broken + 1} of its vector is ${shown(parts[broken]!)}; needs a finite one`,
  );
}

async function* linesOf(file: NamedFile): AsyncGenerator<{ readonly line: string; readonly number: number }> {
  const decoder = new TextDecoder();
  let rest = "";
  let number = 0;
  for await (const bytes of unpackedBytes(file)) {
    const text = rest + decoder.decode(bytes, { stream: true });
    let at = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", at)) {
      number += 1;
      const line = text.slice(at, text[end - 1] === "\r" ? end - 1 : end);
      at = end + 1;
      if (line !== "") yield { line, number };
    }
    rest = text.slice(at);
    if (rest.length > LONGEST_LINE) {
      throw new DataError(
        `${place(file, number + 1)}: is longer than any vector; needs the text form of word2vec, GloVe or fastText, not the binary one`,
      );
    }
  }
  if (rest !== "") yield { line: rest, number: number + 1 };
}

function place({ shownAs }: NamedFile, line: number): string {
  return `${shownAs}:${line}`;
}
