import { ownString } from "../../base/own-string.ts";
import type { CorpusFacts, Dataset } from "../../contract/index.ts";
import type { Mask } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import { openRowMasking } from "../masking/row-masking.ts";
import { CorpusSurvey } from "./corpus-facts.ts";
import { numberedBatches, refuseUntrainedClass, sampledRows } from "./dataset-pass.ts";
import { SEGMENTERS } from "./segmenters.ts";
import { sideRows } from "./side-rows.ts";
import { Utf8Texts } from "./utf8-texts.ts";
import { WordSpans } from "./word-spans.ts";

/** Rows of one side: numbers into the texts, and their classes. */
export interface RawSide {
  readonly rows: Int32Array;
  readonly labels: Uint16Array;
}

/** How raw texts are split, and what of them is masked. */
export interface RawCorpusSpec {
  /** Absent where nothing is masked. */
  readonly mask?: Mask;
  /** The names that the mask names; absent if it names none. */
  readonly names?: readonly NameList[];
  /** Share of the training rows held back to select on. */
  readonly validation: number;
}

/** A dataset cut into the same rows as an encoded corpus, its texts as they were written but for what is masked. */
export interface RawCorpus {
  readonly labels: readonly string[];
  /** Index of the label that the dataset names positive; null if it names none. */
  readonly positive: number | null;
  readonly texts: Utf8Texts;
  readonly train: RawSide;
  /** Null where no training rows are held back. */
  readonly validation: RawSide | null;
  readonly test: RawSide;
  /** A spread of the test texts: serving is timed with them. */
  readonly sample: readonly string[];
  /** Without what a tokenizer makes of the texts. */
  readonly facts: CorpusFacts;
}

/**
 * Reads the dataset once, as a stream. What is masked is in nothing that it gives.
 * @throws DataError where a side would be empty, or a class without training rows
 */
export async function collectTexts(
  dataset: Dataset,
  { mask = [], names, validation }: RawCorpusSpec,
): Promise<RawCorpus> {
  const { rowCounts } = dataset;
  const rows = sideRows(dataset, validation);
  const survey = new CorpusSurvey(rowCounts, Number.POSITIVE_INFINITY);
  const sampled = sampledRows(dataset, rows.test);
  const sample = new Map<number, string>();
  const ownTest = rowCounts.test !== null;
  const classes = new Uint16Array(rowCounts.train + (rowCounts.test ?? 0));
  const numberOf = { train: 0, test: rowCounts.train };
  const texts = new Utf8Texts();
  const masking = await openRowMasking(mask, names);
  const cut = SEGMENTERS.words();
  const spans = new WordSpans();
  for await (const { batch, side, start } of numberedBatches(dataset)) {
    let row = start - 1;
    for (const { text: written, label } of batch) {
      row += 1;
      const text = masking.read(written, side, row);
      texts.add(text);
      cut(text, spans);
      survey.add(text, spans, side, row);
      classes[numberOf[side] + row] = label;
      if (side === sampled.side && sampled.rows.has(row)) sample.set(row, ownString(text));
    }
  }
  const sideOf = (own: Int32Array): RawSide => ({ rows: own, labels: Uint16Array.from(own, (row) => classes[row]!) });
  const train = sideOf(rows.train);
  refuseUntrainedClass(dataset, train.labels);
  const { unsplitRows: _, ...facts } = survey.facts(rows, ownTest);
  return {
    labels: dataset.labels,
    positive: dataset.positive === undefined ? null : dataset.labels.indexOf(dataset.positive),
    texts,
    train,
    validation: rows.validation.length === 0 ? null : sideOf(rows.validation),
    test: sideOf(ownTest ? rows.test.map((row) => numberOf.test + row) : rows.test),
    sample: [...sampled.rows].map((row) => sample.get(row)!),
    facts: { ...facts, ...masking.facts(rows, ownTest), cutRows: null },
  };
}
