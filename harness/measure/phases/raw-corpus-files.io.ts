import { readArtifact } from "../../base/folders.io.ts";
import type { RawCorpus, RawSide } from "../../classifier/text/raw-texts.ts";
import { type ChosenRows, chooseTrainingRows } from "../../classifier/text/training-rows.ts";
import { Utf8Texts } from "../../classifier/text/utf8-texts.ts";
import { alignedBytes, bytesOf, float64s, int32s, SAMPLE, uint16s } from "./corpus-files.io.ts";
import type { CorpusPlace } from "./corpus-place.ts";
import type { OpenedModel, ScoredCorpus, ScoredSide } from "./opened-model.ts";

/** Files of a corpus of raw texts: all texts in the order of the dataset, and the numbers of each side's rows. */
const TEXTS = "texts.utf8";
const OFFSETS = "offsets.f64";
const DESCRIPTION = "corpus.json";
const ROWS = "rows.i32";
const LABELS = "labels.u16";

const SIDES = ["train", "validation", "test"] as const;
type SideName = (typeof SIDES)[number];

interface Description extends Pick<RawCorpus, "labels" | "positive" | "facts"> {
  readonly hasValidation: boolean;
}

/** Contents by file name. Lists of numbers are not copied. */
export function rawCorpusFiles({
  texts,
  sample,
  labels,
  positive,
  facts,
  ...sides
}: RawCorpus): Readonly<Record<string, string | Uint8Array>> {
  const { bytes, offsets } = texts.parts();
  const description: Description = { labels, positive, facts, hasValidation: sides.validation !== null };
  return {
    [SAMPLE]: JSON.stringify(sample),
    [DESCRIPTION]: JSON.stringify(description),
    [TEXTS]: bytes,
    [OFFSETS]: bytesOf(offsets),
    ...Object.assign({}, ...SIDES.map((side) => sideFiles(side, sides[side]))),
  };
}

function sideFiles(side: SideName, own: RawSide | null): Readonly<Record<string, Uint8Array>> {
  return own === null ? {} : { [`${side}.${ROWS}`]: bytesOf(own.rows), [`${side}.${LABELS}`]: bytesOf(own.labels) };
}

/** Texts, decoded only when they are asked for. */
export interface TextRows {
  readonly count: number;
  /** The texts from `start` to before `end`. */
  slice(start: number, end: number): string[];
}

export interface LabelledRows {
  readonly texts: TextRows;
  /** Class index of each text. */
  readonly labels: Uint16Array;
}

/** A prepared corpus of raw texts, as a source reads it. */
export interface TextsCorpus extends Pick<RawCorpus, "labels" | "positive" | "facts"> {
  /** Which of the split's training rows a training uses. */
  readonly chosen: ChosenRows;
  readonly train: LabelledRows;
  /** The training rows that it leaves out, without their labels. */
  readonly rest: TextRows;
  /** Null where no training rows are held back. */
  readonly validation: LabelledRows | null;
  readonly test: LabelledRows;
}

/** @throws RangeError if more training rows are to be used than there are */
export async function readTexts({ corpusFolder, trainingRows }: CorpusPlace): Promise<TextsCorpus> {
  const read = async (name: string) => alignedBytes(await readArtifact(corpusFolder, name));
  const { hasValidation, ...description } = await readDescription(corpusFolder);
  const texts = new Utf8Texts(await readArtifact(corpusFolder, TEXTS), float64s(await read(OFFSETS)));
  const side = async (name: SideName): Promise<RawSide> => ({
    rows: int32s(await read(`${name}.${ROWS}`)),
    labels: uint16s(await read(`${name}.${LABELS}`)),
  });
  const labelled = ({ rows, labels }: RawSide): LabelledRows => ({ texts: textRows(texts, rows), labels });
  const all = await side("train");
  const { count, seed } = trainingRows ?? { count: all.labels.length, seed: 0 };
  const chosen = chooseTrainingRows(all.labels, count, seed);
  const train = partOf(all, chosen.used);
  return {
    ...description,
    facts: { ...description.facts, rows: { ...description.facts.rows, train: train.rows.length } },
    chosen,
    train: labelled(train),
    rest: textRows(texts, partOf(all, chosen.rest).rows),
    validation: hasValidation ? labelled(await side("validation")) : null,
    test: labelled(await side("test")),
  };
}

/** Names of the labels by class, without reading any text. */
export async function readLabels({ corpusFolder }: Pick<CorpusPlace, "corpusFolder">): Promise<readonly string[]> {
  return (await readDescription(corpusFolder)).labels;
}

async function readDescription(corpusFolder: string): Promise<Description> {
  return JSON.parse((await readArtifact(corpusFolder, DESCRIPTION)).toString("utf8"));
}

function partOf({ rows, labels }: RawSide, positions: Int32Array): RawSide {
  return { rows: positions.map((at) => rows[at]!), labels: Uint16Array.from(positions, (at) => labels[at]!) };
}

function textRows(texts: Utf8Texts, rows: Int32Array): TextRows {
  return { count: rows.length, slice: (start, end) => Array.from(rows.subarray(start, end), (row) => texts.at(row)) };
}

/** The sides of a corpus of raw texts, answered by a model of any source. */
export async function scoredTexts(place: CorpusPlace, answer: OpenedModel["answer"]): Promise<ScoredCorpus> {
  const { labels, positive, facts, train, validation, test } = await readTexts(place);
  const scored = ({ texts, labels: given }: LabelledRows): ScoredSide => ({
    labels: given,
    answer: (start, end) => answer(texts.slice(start, end)),
  });
  return {
    classes: labels.length,
    positive,
    facts,
    train: scored(train),
    validation: validation === null ? null : scored(validation),
    test: scored(test),
  };
}
