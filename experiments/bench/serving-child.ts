/** Entry point of the processes that time our serving: takes a ServingChildJob as JSON, prints a Measurement as JSON. */
import { readFile } from "node:fs/promises";
import { backends } from "../../backends/registry.ts";
import { answerTexts } from "../../harness/classifier/text/answer-texts.ts";
import { createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import { readEncoded, readSample, readVocabulary } from "../../harness/measure/phases/corpus-files.io.ts";
import { requireAvailable } from "../../harness/measure/phases/require-backend.ts";
import { BENCH_MODEL, BENCH_TOKENIZER } from "./model.ts";
import { medianCallMs } from "./sampling.ts";
import { serveEncoded, serveOneText, servePasses } from "./serving.ts";
import type { ServingChildJob } from "./serving-job.ts";

const job = JSON.parse(process.argv[2]!) as ServingChildJob;
console.log(JSON.stringify(await measure(job)));

async function measure({ corpusFolder, model, ...job }: ServingChildJob) {
  const { maxLength } = BENCH_MODEL;
  const { segmenter } = BENCH_TOKENIZER;
  const encoderOptions = { vocabulary: await readVocabulary(corpusFolder), segmenter, maxLength };
  const { encode } = createTextEncoder(encoderOptions);
  if (job.kind === "tokenizing") {
    const texts = await readSample(corpusFolder);
    return { medianMs: await medianCallMs(async () => void encode(texts)) };
  }
  const { backend } = await requireAvailable(backends, job.backend);
  const session = await backend.open(await readFile(model), { threads: 1, texts: encoderOptions });
  const answer = answerTexts(session, encode);
  switch (job.kind) {
    case "encoded":
      return { medianMs: await serveEncoded(session, (await readEncoded(corpusFolder)).train.texts) };
    case "one text":
      return { medianMs: await serveOneText(answer, await readSample(corpusFolder)) };
    case "passes": {
      const texts = await readSample(corpusFolder);
      const startupMs = performance.now();
      return { medianMs: await servePasses(answer, texts), startupMs };
    }
  }
}
