import { writeFolder } from "../../base/folders.io.ts";
import { buildCorpus, type CorpusSpec } from "../../classifier/text/corpus.ts";
import { corpusFiles } from "./corpus-files.io.ts";
import { openPlanned } from "./open-planned.ts";
import type { PhaseTools } from "./tools.ts";

export interface PrepareJob {
  readonly datasetSpec: string;
  /** The dataset's id when the run was planned. */
  readonly datasetId: string;
  readonly corpus: CorpusSpec;
  /** Where the encoded texts go. */
  readonly corpusFolder: string;
}

/** Tokenizes and splits a dataset once for all cells that read it the same way. Nothing of it is timed. */
export async function prepare(job: PrepareJob, tools: PhaseTools): Promise<void> {
  tools.onTimed?.();
  const dataset = await openPlanned({ spec: job.datasetSpec, id: job.datasetId }, tools);
  await writeFolder(job.corpusFolder, corpusFiles(await buildCorpus(dataset, job.corpus)));
}
