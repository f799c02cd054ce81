import { randomFillSync } from "node:crypto";
import { DataError } from "../../base/errors.ts";
import { writeFolder } from "../../base/folders.io.ts";
import { secretUniform } from "../../classifier/privacy/secret-random.ts";
import { buildCorpus, type Corpus, type CorpusSpec } from "../../classifier/text/corpus.ts";
import { collectTexts, type RawCorpusSpec } from "../../classifier/text/raw-texts.ts";
import { SPECIAL_ROWS } from "../../contract/index.ts";
import { corpusFiles } from "./corpus-files.io.ts";
import { openPlanned, openPlannedVectors } from "./open-planned.ts";
import type { ShareOutJob } from "./owned-rows.io.ts";
import { rawCorpusFiles } from "./raw-corpus-files.io.ts";
import type { PhaseTools } from "./tools.ts";
import { vectorFiles } from "./vector-files.io.ts";

export interface PrepareJob {
  readonly datasetSpec: string;
  /** The dataset's id when the run was planned. */
  readonly datasetId: string;
  /** How texts are encoded and split; raw ones, for sources that encode by themselves, are only masked and split. */
  readonly corpus: CorpusSpec | RawCorpusSpec;
  /** Word vectors, and their id when the run was planned; absent where rows begin with random numbers. */
  readonly vectors?: { readonly spec: string; readonly id: string };
  readonly corpusFolder: string;
}

/**
 * Masks and splits a dataset, and tokenizes it for the reference, once for all cells that read it the same way; or shares its rows out among
 * owners. Nothing of it is timed.
 */
export async function prepare(job: PrepareJob | ShareOutJob, tools: PhaseTools): Promise<void> {
  tools.onTimed?.();
  if ("ownersFolder" in job) return (await import("./owned-rows.io.ts")).shareOut(job);
  const dataset = await openPlanned({ spec: job.datasetSpec, id: job.datasetId }, tools);
  const { corpus, corpusFolder } = job;
  const files =
    "vocabulary" in corpus
      ? await encodedFiles(await buildCorpus(dataset, corpus, secretUniform(randomFillSync)), job, tools)
      : rawCorpusFiles(await collectTexts(dataset, corpus));
  await writeFolder(corpusFolder, files);
}

async function encodedFiles(corpus: Corpus, { vectors }: PrepareJob, tools: PhaseTools) {
  if (vectors === undefined) return corpusFiles(corpus);
  const read = await (await openPlannedVectors(vectors, tools)).read(corpus.vocabulary);
  const vectorWords = { vocabulary: read.found.length, found: read.found.reduce((sum, is) => sum + is, 0) };
  if (vectorWords.found === 0) {
    const words = corpus.vocabulary.slice(SPECIAL_ROWS, SPECIAL_ROWS + 3).join(", ");
    throw new DataError(
      `model.initial "${vectors.spec}": needs a vector for a word of the vocabulary, such as ${words}, and has none; name vectors in the language of the texts`,
    );
  }
  return { ...corpusFiles({ ...corpus, facts: { ...corpus.facts, vectorWords } }), ...vectorFiles(read) };
}
