import { rowBits } from "../../base/statistics/correct-rows.ts";
import type { CorpusFacts, Dataset } from "../../contract/index.ts";
import { createTextKeys } from "../../contract/same-text.ts";
import type { DatasetSide } from "./dataset-pass.ts";
import { KeyNumbers } from "./key-numbers.ts";
import { TextSignatures } from "./min-hash.ts";
import { isUnsplit } from "./unsplit-texts.ts";
import type { WordSpans } from "./word-spans.ts";

/** Row numbers of each side within the rows of the dataset's own side that they come from. */
export interface SideRows {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** What the survey of the texts finds; the words that a model knows are the vocabulary's matter, and what was masked is that of masking. */
export type SurveyFacts = Omit<EncodedFacts, "testWords" | "masked">;

/** The facts of texts that our own encoder reads. */
export interface EncodedFacts
  extends Required<Omit<CorpusFacts, "vectorWords" | "masked">>,
    Pick<CorpusFacts, "vectorWords" | "masked"> {
  readonly cutRows: NonNullable<CorpusFacts["cutRows"]>;
}

/**
 * Finds out, while the texts of a dataset are streamed, which of them occur twice, which have more words than a model
 * reads, and which the tokenizer does not split. It keeps of each row a number, and of each text that differs from all before it a key and 128 bytes.
 */
export class CorpusSurvey {
  readonly #maxLength: number;
  readonly #keyOf = createTextKeys();
  /** Numbers of the distinct texts by key, in order of appearance. */
  readonly #numbers = new KeyNumbers();
  readonly #signatures = new TextSignatures();
  readonly #sides: Readonly<Record<DatasetSide, SurveyedSide>>;

  constructor(rowCounts: Dataset["rowCounts"], maxLength: number) {
    this.#maxLength = maxLength;
    this.#sides = { train: surveyedSide(rowCounts.train), test: surveyedSide(rowCounts.test ?? 0) };
  }

  /** Takes in one row, whose words are in `spans`. */
  add(text: string, spans: WordSpans, side: DatasetSide, row: number): void {
    const { textOf, isCut, isWhole } = this.#sides[side];
    isCut[row] = spans.count > this.#maxLength ? 1 : 0;
    isWhole[row] = isUnsplit(text, spans.count) ? 1 : 0;
    textOf[row] = this.#numberOf(text, spans);
  }

  #numberOf(text: string, spans: WordSpans): number {
    const before = this.#numbers.size;
    const number = this.#numbers.numberOf(this.#keyOf(text));
    if (number === before) this.#signatures.add(spans);
    return number;
  }

  /**
   * The facts of a split, once all rows have been added.
   * @param ownTest whether the test rows are those of the dataset's test side
   * @param learnable rows that test rows are compared with, besides the validation rows: also training rows that are not used
   */
  facts(rows: SideRows, ownTest: boolean, learnable: Int32Array = rows.train): SurveyFacts {
    const { train, test } = this.#sides;
    const tested = ownTest ? test : train;
    const texts = {
      train: textsAt(train, learnable),
      validation: textsAt(train, rows.validation),
      test: textsAt(tested, rows.test),
    };
    const isLearned = new Uint8Array(this.#numbers.size);
    for (const side of [texts.train, texts.validation]) for (const text of side) isLearned[text] = 1;
    const seen = Uint8Array.from(texts.test, (text) => isLearned[text]!);
    return {
      rows: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
      cutRows: {
        train: marked(train.isCut, rows.train),
        validation: marked(train.isCut, rows.validation),
        test: marked(tested.isCut, rows.test),
      },
      unsplitRows: {
        train: marked(train.isWhole, rows.train),
        validation: marked(train.isWhole, rows.validation),
        test: marked(tested.isWhole, rows.test),
      },
      seen: rowBits(seen),
      seenRows: sum(seen),
      nearDuplicates: this.#nearDuplicates(texts.test, isLearned),
    };
  }

  /** Test rows whose text is not learned, but near to one that is. */
  #nearDuplicates(tested: Int32Array, isLearned: Uint8Array): number {
    const rowsOf = new Int32Array(isLearned.length);
    for (const text of tested) if (isLearned[text] === 0) rowsOf[text]! += 1;
    const unseen = indicesWhere(isLearned.length, (text) => rowsOf[text]! > 0);
    const learned = indicesWhere(isLearned.length, (text) => isLearned[text] === 1);
    const isNear = this.#signatures.nearTo(unseen, learned);
    return unseen.reduce((rows, text, position) => rows + isNear[position]! * rowsOf[text]!, 0);
  }
}

interface SurveyedSide {
  /** Number of each row's text. */
  readonly textOf: Int32Array;
  /** 1 where the row has more words than the model reads. */
  readonly isCut: Uint8Array;
  /** 1 where the row is hardly split. */
  readonly isWhole: Uint8Array;
}

function surveyedSide(rows: number): SurveyedSide {
  return { textOf: new Int32Array(rows), isCut: new Uint8Array(rows), isWhole: new Uint8Array(rows) };
}

/** The numbers below `limit` that pass, in order. */
function indicesWhere(limit: number, passes: (index: number) => boolean): Int32Array {
  const indices = new Int32Array(limit);
  let length = 0;
  for (let index = 0; index < limit; index += 1) if (passes(index)) indices[length++] = index;
  return indices.slice(0, length);
}

function textsAt({ textOf }: SurveyedSide, rows: Int32Array): Int32Array {
  return rows.map((row) => textOf[row]!);
}

function marked(isMarked: Uint8Array, rows: Int32Array): number {
  return rows.reduce((count, row) => count + isMarked[row]!, 0);
}

function sum(bits: Uint8Array): number {
  return bits.reduce((count, bit) => count + bit, 0);
}
