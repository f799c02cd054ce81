import { hasArtifact, readArtifact } from "../../base/folders.io.ts";
import type { Corpus } from "../../classifier/text/corpus.ts";
import type { LabelledTexts } from "../../contract/texts.ts";

/** Files of a prepared corpus, separate so that a serving process reads only the few texts that it is timed with. */
const VOCABULARY = "vocabulary.json";
export const SAMPLE = "sample.json";
/** Sources of training rows, where they are known: only owners of rows are made of them. */
const SOURCES = "train.sources.i32";
/** All that is no list of numbers. */
const DESCRIPTION = "corpus.json";
/** The numbers of a side, as they are in memory: nothing has to be made of them. */
const OFFSETS = "offsets.i32";
const LABELS = "labels.u16";
/** Some numbers of a side are in 16 bits where they fit. */
const LISTS = {
  ids: { narrow: "ids.u16", wide: "ids.i32" },
  counts: { narrow: "counts.u16", wide: "counts.i32" },
} as const;

type ListName = keyof typeof LISTS;
type Width = keyof (typeof LISTS)[ListName];

export type EncodedCorpus = Omit<Corpus, "vocabulary" | "sample" | "sources">;

const SIDES = ["train", "validation", "test"] as const;
type SideName = (typeof SIDES)[number];

interface Description extends Omit<EncodedCorpus, SideName> {
  readonly maxLength: number;
  readonly hasValidation: boolean;
  /** The same on all sides. */
  readonly widths: Readonly<Record<ListName, Width>>;
}

/** Contents by file name. Lists of numbers are not copied. */
export function corpusFiles({
  vocabulary,
  sample,
  sources,
  ...encoded
}: Corpus): Readonly<Record<string, string | Uint8Array>> {
  return {
    [VOCABULARY]: JSON.stringify(vocabulary),
    [SAMPLE]: JSON.stringify(sample),
    ...(sources === null ? {} : { [SOURCES]: bytesOf(sources) }),
    ...heldOutFiles(encoded),
    ...trainFiles(encoded.train),
  };
}

/** Contents by file name of all that is needed of an encoded corpus beside its training rows: what is held out of them, and what it says of itself. */
export function heldOutFiles({
  train,
  validation,
  test,
  ...rest
}: EncodedCorpus): Readonly<Record<string, string | Uint8Array>> {
  const { maxLength, ids, counts } = train.texts;
  const widths = { ids: widthOf(ids), counts: widthOf(counts) };
  const description: Description = { ...rest, maxLength, hasValidation: validation !== null, widths };
  return {
    [DESCRIPTION]: JSON.stringify(description),
    ...(validation === null ? {} : sideFiles("validation", validation)),
    ...sideFiles("test", test),
  };
}

/** Contents by file name. */
export function trainFiles(train: LabelledTexts): Readonly<Record<string, Uint8Array>> {
  return sideFiles("train", train);
}

function sideFiles(side: SideName, { texts, labels }: LabelledTexts): Readonly<Record<string, Uint8Array>> {
  return {
    [`${side}.${OFFSETS}`]: bytesOf(texts.offsets),
    [`${side}.${LISTS.ids[widthOf(texts.ids)]}`]: bytesOf(texts.ids),
    [`${side}.${LISTS.counts[widthOf(texts.counts)]}`]: bytesOf(texts.counts),
    [`${side}.${LABELS}`]: bytesOf(labels),
  };
}

function widthOf(list: Int32Array | Uint16Array): Width {
  return list instanceof Uint16Array ? "narrow" : "wide";
}

export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export async function readVocabulary(corpusFolder: string): Promise<readonly string[]> {
  return JSON.parse((await readArtifact(corpusFolder, VOCABULARY)).toString("utf8"));
}

export async function readSample(corpusFolder: string): Promise<readonly string[]> {
  return JSON.parse((await readArtifact(corpusFolder, SAMPLE)).toString("utf8"));
}

/** The source of each training row, as a number; null where the dataset names none. */
export async function readSources(corpusFolder: string): Promise<Int32Array | null> {
  if (!(await hasArtifact(corpusFolder, SOURCES))) return null;
  return int32s(alignedBytes(await readArtifact(corpusFolder, SOURCES)));
}

/** @param trainFolder where its training rows are, or those of them that are read */
export async function readEncoded(corpusFolder: string, trainFolder = corpusFolder): Promise<EncodedCorpus> {
  const text = (await readArtifact(corpusFolder, DESCRIPTION)).toString("utf8");
  const { maxLength, hasValidation, widths, ...rest } = JSON.parse(text) as Description;
  const side = (name: SideName, folder = corpusFolder) => readSide(folder, name, { maxLength, widths });
  return {
    ...rest,
    train: await side("train", trainFolder),
    validation: hasValidation ? await side("validation") : null,
    test: await side("test"),
  };
}

async function readSide(
  folder: string,
  side: SideName,
  { maxLength, widths }: Pick<Description, "maxLength" | "widths">,
): Promise<LabelledTexts> {
  const read = async (list: string) => alignedBytes(await readArtifact(folder, `${side}.${list}`));
  const numbers = async (list: ListName) => numbersOf(await read(LISTS[list][widths[list]]), widths[list]);
  const offsets = int32s(await read(OFFSETS));
  return {
    texts: {
      rows: offsets.length - 1,
      maxLength,
      offsets,
      ids: await numbers("ids"),
      counts: await numbers("counts"),
    },
    labels: uint16s(await read(LABELS)),
  };
}

function numbersOf(bytes: Uint8Array, width: Width): Uint16Array | Int32Array {
  return width === "narrow" ? uint16s(bytes) : int32s(bytes);
}

export function int32s({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT);
}

export function float32s({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT);
}

export function float64s({ buffer, byteOffset, byteLength }: Uint8Array): Float64Array {
  return new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT);
}

export function uint16s({ buffer, byteOffset, byteLength }: Uint8Array): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / Uint16Array.BYTES_PER_ELEMENT);
}

/** The same bytes, copied only if a list of numbers could not begin where they do. */
export function alignedBytes(bytes: Buffer): Uint8Array {
  return bytes.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0 ? bytes : Uint8Array.from(bytes);
}
