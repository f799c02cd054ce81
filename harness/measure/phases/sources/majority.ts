import { readPart } from "../../../classifier/model-folder/part-file.io.ts";
import { damaged, parsePartJson } from "../../../classifier/model-folder/part-json.ts";
import { peakRssBytes } from "../memory.io.ts";
import { readTexts, scoredTexts } from "../raw-corpus-files.io.ts";
import { readTrained, writeTraining } from "../training-folder.io.ts";
import { FITTED_IN_JAVASCRIPT, IN_JAVASCRIPT } from "./in-javascript.ts";
import type { ModelSource } from "./source.ts";
import { readSourceFolder, writeSourceFolder } from "./source-folder.io.ts";
import { fittedAtOnce } from "./untrained.ts";

/** Probability of each label, the same for every text. */
const SHARES = "shares.json";

/** Gives every text the training rows' most frequent label, with the labels' shares as probabilities: what any model must beat. */
export const majority: ModelSource = {
  ...FITTED_IN_JAVASCRIPT,

  train: async (job, { nowMs }) => {
    const { labels, train } = await readTexts(job);
    const startMs = nowMs();
    const counts = labels.map(() => 0);
    for (const label of train.labels) counts[label]! += 1;
    const shares = counts.map((count) => count / train.labels.length);
    const trainWallMs = nowMs() - startMs;
    const report = fittedAtOnce(job, { trainWallMs, processWallMs: nowMs(), peakRssBytes: await peakRssBytes() });
    await writeTraining(job.trainingFolder, report, { [SHARES]: JSON.stringify({ labels, shares }) });
    return report;
  },

  compress: async (job, tools) => {
    const { labels, shares } = JSON.parse((await readTrained(job.trainingFolder, SHARES)).toString("utf8"));
    const files = { [SHARES]: JSON.stringify(shares) };
    return writeSourceFolder(job, { labels, files, parameters: shares.length, compressWallMs: 0 }, tools);
  },

  open: async ({ modelFolder, checks }) => {
    const { labels, threshold, mask, names } = await readSourceFolder(modelFolder, checks);
    const shares = sharesIn(await readPart(modelFolder, SHARES), `${modelFolder}/${SHARES}`, labels.length);
    // Of two labels, the probability of the second one is the answer.
    const answered = shares.length === 2 ? shares.slice(1) : shares;
    const answer = async ({ length }: readonly string[]) => {
      const outputs = new Float32Array(length * answered.length);
      for (let row = 0; row < length; row += 1) outputs.set(answered, row * answered.length);
      return outputs;
    };
    return {
      labels,
      threshold,
      mask,
      names,
      answer,
      tokenize: null,
      scoredCorpus: (place) => scoredTexts(place, answer),
      prove: async () => IN_JAVASCRIPT,
      close: async () => undefined,
    };
  },
};

/** @throws RecordError on anything but a share for each label */
function sharesIn(text: string, file: string, classes: number): number[] {
  const shares = parsePartJson(text, file);
  const isShare = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;
  if (Array.isArray(shares) && shares.length === classes && shares.every(isShare)) return shares as number[];
  throw damaged(file, `must be ${classes} shares from 0 to 1, one for each label`);
}
