import { createWriteStream } from "node:fs";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openDataset } from "../../../data/registry.ts";
import type { Dataset } from "../../../harness/contract/index.ts";

export interface ScaleTexts {
  readonly csv: string;
  /** The same texts in fastText's format. */
  readonly fasttext: string;
}

const WORDS = 50_000;
const WORDS_A_ROW = 40;
/** A file that was written just now is read twice by a run, in case it still changes. */
const AGE_MS = 60_000;

/** Writes texts of 40 words on average, whose frequencies follow Zipf's law; the same each time. */
export async function writeScaleTexts(folder: string, rows: number): Promise<ScaleTexts> {
  const dataset = await openDataset(`synthetic:rows=${rows},words=${WORDS},length=${WORDS_A_ROW}`, {
    baseFolder: folder,
  });
  const files = { csv: join(folder, "texts.csv"), fasttext: join(folder, "texts.fasttext") };
  await pipeline(Readable.from(csvLines(dataset)), createWriteStream(files.csv));
  await pipeline(Readable.from(fasttextLines(dataset)), createWriteStream(files.fasttext));
  const written = new Date(Date.now() - AGE_MS);
  await utimes(files.csv, written, written);
  return files;
}

async function* csvLines({ labels, rows }: Dataset): AsyncGenerator<string> {
  yield "text,label\n";
  for await (const { text, label } of rows("train")) yield `${text},${labels[label]}\n`;
}

async function* fasttextLines({ labels, rows }: Dataset): AsyncGenerator<string> {
  for await (const { text, label } of rows("train")) yield `__label__${labels[label]} ${text}\n`;
}
