import { deserialize } from "node:v8";
import { readArtifact } from "../../base/folders.io.ts";
import type { Corpus } from "../../classifier/text/corpus.ts";

/** Files of a prepared corpus, separate so that a serving process reads only the few texts that it is timed with. */
export const CORPUS_FILES = { vocabulary: "vocabulary.json", sample: "sample.json", encoded: "encoded.v8" } as const;

export type EncodedCorpus = Omit<Corpus, "vocabulary" | "sample">;

export async function readVocabulary(corpusFolder: string): Promise<readonly string[]> {
  return JSON.parse((await readArtifact(corpusFolder, CORPUS_FILES.vocabulary)).toString("utf8"));
}

export async function readSample(corpusFolder: string): Promise<readonly string[]> {
  return JSON.parse((await readArtifact(corpusFolder, CORPUS_FILES.sample)).toString("utf8"));
}

export async function readEncoded(corpusFolder: string): Promise<EncodedCorpus> {
  return deserialize(await readArtifact(corpusFolder, CORPUS_FILES.encoded)) as EncodedCorpus;
}
