import { ownString } from "../../base/own-string.ts";
import {
  type Dataset,
  type EncodedTexts,
  type ModelShape,
  OOV_ID,
  PADDING_ID,
  type TextEncoder,
  type TokenizerSpec,
} from "../../contract/index.ts";
import { maskOf } from "../../contract/masking.ts";
import { type BigramRows, bigramRows } from "../../contract/model-sizes.ts";
import type { NameList } from "../../contract/name-list.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import type { TrainingRows } from "../../contract/training-rows.ts";
import type { MaskText } from "../masking/masker.ts";
import { openRowMasking } from "../masking/row-masking.ts";
import { CorpusSurvey, type EncodedFacts, type SideRows } from "./corpus-facts.ts";
import { type DatasetSide, numberedBatches, refuseUntrainedClass, rowBatches, sampledRows } from "./dataset-pass.ts";
import { concatTexts } from "./encoded-texts.ts";
import { NumberedTexts } from "./numbered-texts.ts";
import { SEGMENTERS } from "./segmenters.ts";
import { sideRows } from "./side-rows.ts";
import { usedRows } from "./used-rows.ts";
import { WordSpans } from "./word-spans.ts";

export interface CorpusSpec {
  readonly tokenizer: TokenizerSpec;
  /** The names that the mask names; absent if it names none. */
  readonly names?: readonly NameList[];
  /** Words of the embedding. */
  readonly vocabulary: number;
  readonly maxLength: number;
  /** Which words of a longer text are read: the last ones by default. */
  readonly keep?: ModelShape["keep"];
  /** Rows of the embedding that pairs of words are hashed to; none by default. */
  readonly bigrams?: number;
  /** Share of the training rows held back to select on. */
  readonly validation: number;
  /** Which of the other training rows are used; all by default. */
  readonly rows?: TrainingRows;
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
  /** The source of each training row, as a number; null where the dataset names none. */
  readonly sources: Int32Array | null;
  /** Null where no training rows are held back. */
  readonly validation: LabelledTexts | null;
  readonly test: LabelledTexts;
  /** A spread of the test texts, masked but as they were written otherwise: serving is timed with them. */
  readonly sample: readonly string[];
  readonly facts: EncodedFacts;
}

/**
 * Reads the dataset once, as a stream. What the tokenizer masks is in nothing that it gives.
 * @param uniform secret numbers above 0 and up to 1, for a vocabulary that hides each text
 * @throws DataError where a side would be empty, or a class without training rows
 */
export async function buildCorpus(
  dataset: Dataset,
  spec: CorpusSpec,
  uniform: () => number = noSecret,
): Promise<Corpus> {
  const { rowCounts } = dataset;
  const { tokenizer, maxLength, keep = "end" } = spec;
  const split = sideRows(dataset, spec.validation);
  const rows = { ...split, train: await usedRows(dataset, split.train, spec.rows) };
  const isCounted = countedRows(dataset, rows, tokenizer.fitOn);
  const bigrams = bigramRows(spec);
  const numbered = new NumberedTexts({ maxLength, keep, bigrams, ...(await countsOf(tokenizer, uniform)) });
  const survey = new CorpusSurvey(rowCounts, maxLength);
  const sampled = sampledRows(dataset, rows.test);
  const sample = new Map<number, string>();
  const labels = { train: new Uint16Array(rowCounts.train), test: new Uint16Array(rowCounts.test ?? 0) };
  const masking = await openRowMasking(maskOf(tokenizer), spec.names);
  const cut = SEGMENTERS[tokenizer.segmenter]();
  const spans = new WordSpans();
  for await (const { batch, side, start } of numberedBatches(dataset)) {
    let row = start - 1;
    for (const { text: written, label } of batch) {
      row += 1;
      const text = masking.read(written, side, row);
      numbered.add(cut(text, spans), spans, isCounted(side, row));
      survey.add(text, spans, side, row);
      labels[side][row] = label;
      if (side === sampled.side && sampled.rows.has(row)) sample.set(row, ownString(text));
    }
  }
  const { vocabulary, select } = numbered.finish(spec.vocabulary);
  const labelled = (side: DatasetSide, own: Int32Array): LabelledTexts => ({
    texts: select(side === "train" ? own : own.map((row) => rowCounts.train + row)),
    labels: Uint16Array.from(own, (row) => labels[side][row]!),
  });
  const train = labelled("train", rows.train);
  refuseUntrainedClass(dataset, train.labels);
  const ownTest = rowCounts.test !== null;
  const test = labelled(ownTest ? "test" : "train", rows.test);
  return {
    labels: dataset.labels,
    positive: dataset.positive === undefined ? null : dataset.labels.indexOf(dataset.positive),
    vocabulary,
    bigrams,
    train,
    sources: sourcesOf(dataset, rows.train),
    validation: rows.validation.length === 0 ? null : labelled("train", rows.validation),
    test,
    sample: [...sampled.rows].map((row) => sample.get(row)!),
    facts: {
      ...survey.facts(rows, ownTest, split.train),
      ...masking.facts(rows, ownTest),
      testWords: knownWords(test.texts, vocabulary.length),
    },
  };
}

/** Numbers of the sources of some training rows, in the order in which they appear. */
function sourcesOf({ trainSources }: Dataset, rows: Int32Array): Int32Array | null {
  if (trainSources === undefined) return null;
  const numbers = new Map<string, number>();
  return rows.map((row) => {
    const source = trainSources[row]!;
    const number = numbers.get(source) ?? numbers.size;
    numbers.set(source, number);
    return number;
  });
}

/** A choice of words that hides each text; nothing where the most frequent ones are taken. */
async function countsOf({ vocabulary }: TokenizerSpec, uniform: () => number) {
  if (typeof vocabulary !== "object") return {};
  const { PrivateWords } = await import("../privacy/private-words.ts");
  return { counts: new PrivateWords(vocabulary, uniform) };
}

function noSecret(): never {
  throw new TypeError("a vocabulary that hides texts needs secret random numbers");
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

/** The training side of other data, masked, and encoded for a model that knows only its own words; labels are left out. */
export async function encodeTrainingTexts(
  dataset: Dataset,
  encoder: TextEncoder,
  maskText: MaskText,
): Promise<EncodedTexts> {
  const parts = [encoder.encode([])];
  for await (const batch of rowBatches(dataset, "train")) {
    parts.push(encoder.encode(batch.map(({ text }) => maskText(text).text)));
  }
  return concatTexts(parts);
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
