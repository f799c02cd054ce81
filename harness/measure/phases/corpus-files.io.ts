import { readArtifact } from "../../base/folders.io.ts";
import type { Corpus } from "../../classifier/text/corpus.ts";
import type { LabelledTexts } from "../../contract/texts.ts";

/** Files of a prepared corpus, separate so that a serving process reads only the few texts that it is timed with. */
const VOCABULARY = "vocabulary.json";
const SAMPLE = "sample.json";
/** All that is no list of numbers. */
const DESCRIPTION = "corpus.json";
/** The numbers of a side, as they are in memory: nothing has to be made of them. */
const LISTS = { offsets: "offsets.i32", ids: "ids.i32", counts: "counts.i32", labels: "labels.u16" } as const;

export type EncodedCorpus = Omit<Corpus, "vocabulary" | "sample">;

const SIDES = ["train", "validation", "test"] as const;
type SideName = (typeof SIDES)[number];

interface Description extends Omit<EncodedCorpus, SideName> {
  readonly maxLength: number;
  readonly hasValidation: boolean;
}

/** Contents by file name. Lists of numbers are not copied. */
export function corpusFiles({ vocabulary, sample, ...encoded }: Corpus): Readonly<Record<string, string | Uint8Array>> {
  const { train, validation, test, ...rest } = encoded;
  const { maxLength } = train.texts;
  const description: Description = { ...rest, maxLength, hasValidation: validation !== null };
  return {
    [VOCABULARY]: JSON.stringify(vocabulary),
    [SAMPLE]: JSON.stringify(sample),
    [DESCRIPTION]: JSON.stringify(description),
    ...sideFiles("train", train),
    ...(validation === null ? {} : sideFiles("validation", validation)),
    ...sideFiles("test", test),
  };
}

function sideFiles(side: SideName, { texts, labels }: LabelledTexts): Readonly<Record<string, Uint8Array>> {
  return {
    [`${side}.${LISTS.offsets}`]: bytesOf(texts.offsets),
    [`${side}.${LISTS.ids}`]: bytesOf(texts.ids),
    [`${side}.${LISTS.counts}`]: bytesOf(texts.counts),
    [`${side}.${LISTS.labels}`]: bytesOf(labels),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export async function readVocabulary(corpusFolder: string): Promise<readonly string[]> {
  return JSON.parse((await readArtifact(corpusFolder, VOCABULARY)).toString("utf8"));
}

export async function readSample(corpusFolder: string): Promise<readonly string[]> {
  return JSON.parse((await readArtifact(corpusFolder, SAMPLE)).toString("utf8"));
}

export async function readEncoded(corpusFolder: string): Promise<EncodedCorpus> {
  const text = (await readArtifact(corpusFolder, DESCRIPTION)).toString("utf8");
  const { maxLength, hasValidation, ...rest } = JSON.parse(text) as Description;
  const side = (name: SideName) => readSide(corpusFolder, name, maxLength);
  return {
    ...rest,
    train: await side("train"),
    validation: hasValidation ? await side("validation") : null,
    test: await side("test"),
  };
}

async function readSide(corpusFolder: string, side: SideName, maxLength: number): Promise<LabelledTexts> {
  const read = (list: keyof typeof LISTS) => readArtifact(corpusFolder, `${side}.${LISTS[list]}`);
  const offsets = int32s(await read("offsets"));
  const texts = { rows: offsets.length - 1, maxLength, offsets, ids: int32s(await read("ids")) };
  const labels = alignedBytes(await read("labels"));
  return {
    texts: { ...texts, counts: int32s(await read("counts")) },
    labels: new Uint16Array(labels.buffer, labels.byteOffset, labels.byteLength / Uint16Array.BYTES_PER_ELEMENT),
  };
}

function int32s(bytes: Buffer): Int32Array {
  const { buffer, byteOffset, byteLength } = alignedBytes(bytes);
  return new Int32Array(buffer, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT);
}

/** The same bytes, copied only if a list of numbers could not begin where they do. */
function alignedBytes(bytes: Buffer): Uint8Array {
  return bytes.byteOffset % Int32Array.BYTES_PER_ELEMENT === 0 ? bytes : Uint8Array.from(bytes);
}
