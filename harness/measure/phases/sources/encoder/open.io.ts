import { openEncoderClassifier } from "../../../../classifier/encoders/open-classifier.io.ts";
import { damaged } from "../../../../classifier/model-folder/part-json.ts";
import type { OpenedModel, OpenRequest } from "../../opened-model.ts";
import { scoredTexts } from "../../raw-corpus-files.io.ts";
import { graphExecution } from "../graph-execution.ts";
import { readSourceFolder } from "../source-folder.io.ts";

/** @throws RecordError on a damaged folder, BackendError on a backend that runs no sentence encoders */
export async function openEncoder({ modelFolder, backend, threads, checks }: OpenRequest): Promise<OpenedModel> {
  const { labels, threshold, mask, names } = await readSourceFolder(modelFolder, checks);
  const { facts, answer, tokenize, prove, close } = await openEncoderClassifier(modelFolder, backend, threads);
  if (facts.classes !== labels.length) {
    await close();
    throw damaged(modelFolder, `its model has ${facts.classes} classes, its config.json ${labels.length} labels`);
  }
  return {
    labels,
    threshold,
    mask,
    names,
    answer,
    tokenize,
    scoredCorpus: (place) => scoredTexts(place, answer),
    prove: async (texts) => graphExecution(await prove(texts)),
    close,
  };
}
