import { join } from "node:path";
import { readPretrained } from "../../../../classifier/pretrained/pretrained.io.ts";
import { PRETRAINED_PART } from "../../../../classifier/pretrained/pretrained-place.ts";
import { openTextClassifier } from "../../../../classifier/pretrained/text-classifier.ts";
import type { OpenedModel, OpenRequest } from "../../opened-model.ts";
import { scoredTexts } from "../../raw-corpus-files.io.ts";
import { graphExecution } from "../graph-execution.ts";
import { readSourceFolder } from "../source-folder.io.ts";

/** @throws ConfigError on files that do not fit the data's labels or each other, or a backend without foreign graphs */
export async function openOnnx({ modelFolder, backend, threads, checks }: OpenRequest): Promise<OpenedModel> {
  const { labels, labelMap, threshold, mask, names } = await readSourceFolder(modelFolder, checks);
  const pretrained = await readPretrained(join(modelFolder, PRETRAINED_PART), {});
  const { answer, tokenize, prove, close } = await openTextClassifier(pretrained, backend, {
    threads,
    labels,
    labelMap,
  });
  return {
    labels,
    threshold,
    mask,
    names,
    answer,
    tokenize: (texts) => texts.map(tokenize),
    scoredCorpus: (place) => scoredTexts(place, answer),
    prove: async (texts) => graphExecution(await prove(texts)),
    close,
  };
}
