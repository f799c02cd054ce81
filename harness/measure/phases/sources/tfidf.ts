import { join } from "node:path";
import { readPart, readPartBytes } from "../../../classifier/model-folder/part-file.io.ts";
import { fitTfidf, TFIDF_DEFAULTS } from "../../../classifier/tfidf/fit.ts";
import { createTfidfAnswer } from "../../../classifier/tfidf/model.ts";
import { parseTfidf, TFIDF_FILES, tfidfFiles } from "../../../classifier/tfidf/model-files.ts";
import { createTermReader } from "../../../classifier/tfidf/term-reader.ts";
import { peakRssBytes } from "../memory.io.ts";
import { readTexts, scoredTexts } from "../raw-corpus-files.io.ts";
import { readTrained, writeTraining } from "../training-folder.io.ts";
import { FITTED_IN_JAVASCRIPT, IN_JAVASCRIPT } from "./in-javascript.ts";
import type { ModelSource } from "./source.ts";
import { readSourceFolder, writeSourceFolder } from "./source-folder.io.ts";
import { fittedAtOnce } from "./untrained.ts";

/** The names of the labels, which the files of a model do not have. */
const LABELS = "labels.json";

/** Tf-idf with logistic regression, fitted and served in TypeScript: what a field that classifies texts tries first. */
export const tfidf: ModelSource = tfidfSource(false);

/** The same with pairs of words. */
export const tfidfPairs: ModelSource = tfidfSource(true);

function tfidfSource(pairs: boolean): ModelSource {
  return {
    ...FITTED_IN_JAVASCRIPT,

    train: async (job, { nowMs }) => {
      const { labels, train } = await readTexts(job);
      const texts = train.texts.slice(0, train.texts.count);
      const startMs = nowMs();
      const { model, steps } = await fitTfidf(texts, train.labels, labels, { ...TFIDF_DEFAULTS, pairs });
      const trainWallMs = nowMs() - startMs;
      const measured = { trainWallMs, processWallMs: nowMs(), peakRssBytes: await peakRssBytes() };
      const report = { ...fittedAtOnce(job, measured), trainSteps: steps };
      await writeTraining(job.trainingFolder, report, { ...tfidfFiles(model), [LABELS]: JSON.stringify(labels) });
      return report;
    },

    compress: async (job, tools) => {
      const labels = JSON.parse((await readTrained(job.trainingFolder, LABELS)).toString("utf8")) as string[];
      const [terms, weights] = await Promise.all(
        [TFIDF_FILES.terms, TFIDF_FILES.weights].map((name) => readTrained(job.trainingFolder, name)),
      );
      const files = { [TFIDF_FILES.terms]: terms!, [TFIDF_FILES.weights]: weights! };
      const parameters = weights!.length / Float32Array.BYTES_PER_ELEMENT;
      return writeSourceFolder(job, { labels, files, parameters, compressWallMs: 0 }, tools);
    },

    open: async ({ modelFolder, checks }) => {
      const { labels, threshold, mask, names } = await readSourceFolder(modelFolder, checks);
      const terms = await readPart(modelFolder, TFIDF_FILES.terms);
      const weights = await readPartBytes(modelFolder, TFIDF_FILES.weights);
      const model = parseTfidf({ terms, weights }, { pairs, labels }, join(modelFolder, TFIDF_FILES.weights));
      const answerNow = createTfidfAnswer(model);
      const answer = async (texts: readonly string[]) => answerNow(texts);
      // Opened when it is needed: figures of memory and of a cold start do not include a second table of terms.
      let read: ReturnType<typeof createTermReader> | undefined;
      return {
        labels,
        threshold,
        mask,
        names,
        answer,
        tokenize: (texts) => {
          read ??= createTermReader(model);
          for (const text of texts) read(text, takeNothing);
        },
        scoredCorpus: (place) => scoredTexts(place, answer),
        prove: async () => IN_JAVASCRIPT,
        close: async () => undefined,
      };
    },
  };
}

function takeNothing(): void {}
