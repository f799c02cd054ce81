import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { folderBytes, readArtifact } from "../../../../base/folders.io.ts";
import { graphId, parameterCount } from "../../../../classifier/model-file/model-facts.ts";
import { writeModelFolder } from "../../../../classifier/model-folder/model-folder.io.ts";
import { readingOf, renumberTexts } from "../../../../classifier/text/renumber.ts";
import type { TechniqueTools, TrainedModel } from "../../../../contract/index.ts";
import { MODEL_FILES } from "../../../../contract/run-files.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import { readEncoded, readVocabulary } from "../../corpus-files.io.ts";
import type { CompressJob, CompressReport } from "../../phase-jobs.ts";
import type { SourceTools } from "../source-tools.ts";
import { bindTechniques, variantOf } from "./bind-techniques.ts";
import { fineTune } from "./fine-tune.ts";
import { studentRows } from "./teaching.io.ts";
import { readLesson, readTrainedWeights } from "./trained-files.io.ts";

/** Applies the cell's techniques to the trained weights and writes the model that will be scored and timed. */
export async function compress(job: CompressJob, tools: SourceTools): Promise<CompressReport> {
  const bound = await bindTechniques(tools.techniques, job.techniques);
  const { labels, train } = await readEncoded(job.corpusFolder);
  const trained: TrainedModel = {
    ...tools.modelFormat.read(await readTrainedWeights(job.trainingFolder)),
    tokenizer: job.tokenizer,
    ...(job.names && { names: job.names }),
    labels,
    vocabulary: await readVocabulary(job.corpusFolder),
    applied: [],
  };
  const variant = variantOf(bound);
  const lesson = variant.distillation === undefined ? null : await readLesson(job.trainingFolder, labels.length);
  const asReadBy = (rows: LabelledTexts, model: TrainedModel) => ({
    ...rows,
    texts: renumberTexts(rows.texts, readingOf(trained), readingOf(model)),
  });
  let proofWallMs = 0;
  const toolsFor = (current: TrainedModel): TechniqueTools => ({
    trainRows: async () => asReadBy(train, current),
    fineTune: async (model, epochs) => {
      const rows = asReadBy(lesson === null ? train : studentRows(train, lesson), model);
      const training = { ...job.training, epochs };
      const further = await fineTune(model, { training, variant, rows, ...(lesson && { soft: lesson.soft }) }, tools);
      proofWallMs += further.proofWallMs;
      return further.model;
    },
    seed: job.training.seed,
  });
  const startMs = tools.nowMs();
  let changed = trained;
  try {
    for (const { after } of bound) changed = (await after?.(changed, toolsFor(changed))) ?? changed;
  } finally {
    lesson?.soft.targets.close();
  }
  const compressWallMs = tools.nowMs() - startMs - proofWallMs;
  await writeModelFolder(job.modelFolder, { ...changed, applied: job.techniques }, tools.modelFormat, job.experiment);
  const modelOnnx = await readArtifact(job.modelFolder, MODEL_FILES.model);
  const modelGzipBytes = (await promisify(gzip)(modelOnnx, { level: 9 })).length;
  const artifactBytes = await folderBytes(job.modelFolder, { recursive: false });
  const processWallMs = tools.nowMs() - proofWallMs;
  const facts = { graph: graphId(modelOnnx), parameters: parameterCount(changed) };
  return { compressWallMs, ...facts, modelBytes: modelOnnx.length, modelGzipBytes, artifactBytes, processWallMs };
}
