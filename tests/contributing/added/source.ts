import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readPart } from "../../../harness/classifier/model-folder/part-file.io.ts";
import { readTexts, scoredTexts } from "../../../harness/measure/phases/raw-corpus-files.io.ts";
import { pinnedId } from "../../../harness/measure/phases/sources/pinned-files.io.ts";
import type { ModelSource } from "../../../harness/measure/phases/sources/source.ts";
import { readSourceFolder, writeSourceFolder } from "../../../harness/measure/phases/sources/source-folder.io.ts";
import { untrained } from "../../../harness/measure/phases/sources/untrained.ts";
import { writeTraining } from "../../../harness/measure/phases/training-folder.io.ts";

const WORDS = "words.json";

/** Takes a text for the second label if its last word is in a list; someone else made the list. */
export const keywords: ModelSource = {
  argument: "FOLDER",
  uses: ["quantization"],
  fixed: { trainBackend: "javascript", serveBackend: "javascript" },
  isPretrained: true,
  problems: ({ techniques }) =>
    techniques.map(({ name }, technique) => ({
      at: { technique },
      fault: `keywords has no weights, and ${name} changes weights`,
      wayOut: "leave it out",
    })),
  pin: async (argument, baseFolder) => ({
    id: await pinnedId("keywords", resolve(baseFolder, argument), [WORDS]),
    licence: "CC0-1.0",
  }),
  train: async (job) => {
    await writeTraining(job.trainingFolder, untrained(job), {});
    return untrained(job);
  },
  compress: async (job, tools) => {
    const { labels } = await readTexts(job);
    const files = { [WORDS]: await readFile(join(job.source!.argument!, WORDS), "utf8") };
    return writeSourceFolder(job, { labels, files, parameters: null, compressWallMs: 0 }, tools);
  },
  open: async ({ modelFolder, checks }) => {
    const words: string[] = JSON.parse(await readPart(modelFolder, WORDS));
    const answer = async (texts: readonly string[]) =>
      Float32Array.from(texts, (text) => (words.includes(text.split(" ").at(-1)!) ? 0.9 : 0.1));
    return {
      ...(await readSourceFolder(modelFolder, checks)),
      answer,
      tokenize: (texts) => texts.map((text) => text.split(" ")),
      scoredCorpus: (place) => scoredTexts(place, answer),
      prove: async () => ({
        device: "cpu",
        provider: "plain javascript",
        kernelPrecision: "float64",
        threads: 1,
        library: "none",
        inputForm: "texts",
      }),
      close: async () => undefined,
    };
  },
};
