/** Entry point of the processes that time our serving: takes a ServingChildJob as JSON, prints a Measurement as JSON. */
import { readFile } from "node:fs/promises";
import { backends } from "../../backends/registry.ts";
import { type AnswerTexts, answerTexts } from "../../harness/classifier/text/answer-texts.ts";
import { createTextEncoder } from "../../harness/classifier/text/encoder.ts";
import type { Session } from "../../harness/contract/index.ts";
import { readEncoded, readSample, readVocabulary } from "../../harness/measure/phases/corpus-files.io.ts";
import { requireAvailable } from "../../harness/measure/phases/require-backend.ts";
import { countInThreads } from "./counting.ts";
import { BENCH_MODEL, BENCH_TOKENIZER } from "./model.ts";
import { poolRows } from "./pooling.ts";
import { medianCallMs } from "./sampling.ts";
import { embedTexts } from "./sentences.ts";
import { serveEncoded, serveOneText, servePasses, serveTexts } from "./serving.ts";
import type { ServingChildJob } from "./serving-job.ts";
import { encodeSpaceless } from "./spaceless.ts";

const job = JSON.parse(process.argv[2]!) as ServingChildJob;
console.log(JSON.stringify(await measure(job)));

async function measure({ corpusFolder, models, ...job }: ServingChildJob) {
  if (job.kind === "pooling") return { medianMs: await poolRows(job.storage) };
  if (job.kind === "counting") return { medianMs: await countInThreads(job.threads) };
  if (job.kind === "sentences") return { medianMs: await embedTexts(job, await readSample(corpusFolder)) };
  if (job.kind === "spaceless") return { medianMs: await encodeSpaceless(job.segmenter) };
  const { maxLength } = BENCH_MODEL;
  const { segmenter } = BENCH_TOKENIZER;
  const encoderOptions = { vocabulary: await readVocabulary(corpusFolder), segmenter, maxLength };
  const { encode } = createTextEncoder(encoderOptions);
  if (job.kind === "tokenizing") {
    const texts = await readSample(corpusFolder);
    return { medianMs: await medianCallMs(async () => void encode(texts)) };
  }
  const { backend } = await requireAvailable(backends, job.backend);
  const { kind, threads = 1, storage = "float32" } = job;
  const session = await backend.open(await readFile(models[storage]), { threads, texts: encoderOptions });
  try {
    return await timed(kind, session, answerTexts(session, encode), corpusFolder);
  } finally {
    await session.close();
  }
}

async function timed(
  kind: "encoded" | "one text" | "texts" | "passes",
  session: Session,
  answer: AnswerTexts,
  folder: string,
) {
  switch (kind) {
    case "encoded":
      return { medianMs: await serveEncoded(session, (await readEncoded(folder)).train.texts) };
    case "one text":
      return { medianMs: await serveOneText(answer, await readSample(folder)) };
    case "texts":
      return { medianMs: await serveTexts(answer, await readSample(folder)) };
    case "passes": {
      const texts = await readSample(folder);
      const startupMs = performance.now();
      return { medianMs: await servePasses(answer, texts), startupMs };
    }
  }
}
