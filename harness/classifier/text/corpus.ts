import { DataError } from "../../base/errors.ts";
import {
  type CorpusFacts,
  type Dataset,
  type EncodedTexts,
  type ModelShape,
  OOV_ID,
  PADDING_ID,
  type TextEncoder,
  type TokenizerSpec,
} from "../../contract/index.ts";
import { type BigramRows, bigramRows } from "../../contract/model-sizes.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import { CorpusSurvey, type SideRows } from "./corpus-facts.ts";
import { concatTexts, selectTexts } from "./encoded-texts.ts";
import { createTextEncoder } from "./encoder.ts";
import { sideRows } from "./side-rows.ts";
import { createWordCounter } from "./vocabulary.ts";

export interface CorpusSpec {
  readonly tokenizer: TokenizerSpec;
  /** Words of the embedding. */
  readonly vocabulary: number;
  readonly maxLength: number;
  /** Which words of a longer text are read: the last ones by default. */
  readonly keep?: ModelShape["keep"];
  /** Rows of the embedding that pairs of words are hashed to; none by default. */
  readonly bigrams?: number;
  /** Share of the training rows held back to select on. */
  readonly validation: number;
}

/** A dataset as a training needs it: encoded, and cut into training, validation and test rows. */
export interface Corpus {
  readonly labels: readonly string[];
  /** Index of the label that the dataset names positive; null if it names none. */
  readonly positive: number | null;
  readonly vocabulary: readonly string[];
  /** Ids of pairs of words; null where there are none. */
  readonly bigrams: BigramRows | null;
  readonly train: LabelledTexts;
  /** Null where no training rows are held back. */
  readonly validation: LabelledTexts | null;
  readonly test: LabelledTexts;
  /** A spread of the test texts as they were written: serving is timed with them. */
  readonly sample: readonly string[];
  readonly facts: CorpusFacts;
}

const SAMPLE_TEXTS = 2048;
const TEXTS_PER_BATCH = 1024;

/**
 * Reads the dataset twice as a stream: once to count words, once to encode.
 * @throws DataError where a side would be empty, or a class without training rows
 */
export async function buildCorpus(dataset: Dataset, spec: CorpusSpec): Promise<Corpus> {
  const rows = sideRows(dataset, spec.validation);
  const counter = createWordCounter(spec.tokenizer.segmenter);
  const counted = countedRows(dataset, rows, spec.tokenizer.fitOn);
  for await (const { text, index, side } of numbered(dataset)) if (counted(side, index)) counter.add(text);
  const vocabulary = counter.vocabulary(spec.vocabulary);

  const bigrams = bigramRows(spec);
  const { segmenter } = spec.tokenizer;
  const { maxLength, keep } = spec;
  const encoder = createTextEncoder({ vocabulary, segmenter, maxLength, keep, bigrams });
  const survey = new CorpusSurvey(dataset.rowCounts, segmenter, maxLength);
  const sampled = sampledRows(dataset, rows.test);
  const sample = new Map<number, string>();
  const sides = { train: new Side(encoder.encode), test: new Side(encoder.encode) };
  for await (const { text, label, index, side } of numbered(dataset)) {
    sides[side].add(text, label);
    survey.add(text, side, index);
    if (side === sampled.side && sampled.rows.has(index)) sample.set(index, text);
  }
  const train = sides.train.finish();
  const trained = select(train, rows.train);
  refuseUntrainedClass(dataset, trained.labels);
  const ownTest = dataset.rowCounts.test !== null;
  const test = ownTest ? sides.test.finish() : select(train, rows.test);
  return {
    labels: dataset.labels,
    positive: dataset.positive === undefined ? null : dataset.labels.indexOf(dataset.positive),
    vocabulary,
    bigrams,
    train: trained,
    validation: rows.validation.length === 0 ? null : select(train, rows.validation),
    test,
    sample: [...sampled.rows].map((row) => sample.get(row)!),
    facts: { ...survey.facts(rows, ownTest), testWords: knownWords(test.texts, vocabulary.length) },
  };
}

/** Words that a model reads, without padding and pairs of words, and those of them that are <OOV>. */
function knownWords({ ids, counts }: EncodedTexts, vocabulary: number): { read: number; unknown: number } {
  const words = { read: 0, unknown: 0 };
  ids.forEach((id, index) => {
    if (id === PADDING_ID || id >= vocabulary) return;
    words.read += counts[index]!;
    if (id === OOV_ID) words.unknown += counts[index]!;
  });
  return words;
}

/** The training side of other data, encoded for a model that knows only its own words; labels are left out. */
export async function encodeTrainingTexts(dataset: Dataset, encoder: TextEncoder): Promise<EncodedTexts> {
  const side = new Side(encoder.encode);
  for await (const { text, label } of dataset.rows("train")) side.add(text, label);
  return side.finish().texts;
}

/** A class without training rows would never be predicted; scikit-learn's split does not look at classes. */
function refuseUntrainedClass({ id, labels }: Dataset, trained: Uint16Array): void {
  const missing = labels.find((_, label) => !trained.includes(label));
  if (missing === undefined) return;
  throw new DataError(
    `${id}: no training row of "${missing}" is left after the split; add more rows of it, or bring test rows of your own`,
  );
}

async function* numbered(dataset: Dataset) {
  for (const side of ["train", "test"] as const) {
    if (side === "test" && dataset.rowCounts.test === null) return;
    let index = 0;
    for await (const row of dataset.rows(side)) {
      yield { ...row, side, index };
      index += 1;
    }
  }
}

function countedRows(
  dataset: Dataset,
  rows: SideRows,
  fitOn: TokenizerSpec["fitOn"],
): (side: string, index: number) => boolean {
  if (fitOn === "all") return () => true;
  const isTraining = new Uint8Array(dataset.rowCounts.train);
  for (const row of rows.train) isTraining[row] = 1;
  return (side, index) => side === "train" && isTraining[index] === 1;
}

function sampledRows(dataset: Dataset, test: Int32Array): { side: "train" | "test"; rows: ReadonlySet<number> } {
  const count = dataset.rowCounts.test ?? test.length;
  const size = Math.min(SAMPLE_TEXTS, count);
  const spread = Array.from({ length: size }, (_, index) => Math.floor((index * count) / size));
  return dataset.rowCounts.test === null
    ? { side: "train", rows: new Set(spread.map((row) => test[row]!)) }
    : { side: "test", rows: new Set(spread) };
}

/** Encodes a stream in batches, so that few texts are in memory as strings at a time. */
class Side {
  readonly #encode: (texts: readonly string[]) => EncodedTexts;
  readonly #done: EncodedTexts[] = [];
  readonly #labels: number[] = [];
  #waiting: string[] = [];

  constructor(encode: (texts: readonly string[]) => EncodedTexts) {
    this.#encode = encode;
  }

  add(text: string, label: number): void {
    this.#waiting.push(text);
    this.#labels.push(label);
    if (this.#waiting.length === TEXTS_PER_BATCH) this.#flush();
  }

  finish(): LabelledTexts {
    this.#flush();
    return { texts: concatTexts(this.#done), labels: Uint16Array.from(this.#labels) };
  }

  #flush(): void {
    this.#done.push(this.#encode(this.#waiting));
    this.#waiting = [];
  }
}

function select({ texts, labels }: LabelledTexts, rows: Int32Array): LabelledTexts {
  return { texts: selectTexts(texts, rows), labels: Uint16Array.from(rows, (row) => labels[row]!) };
}
