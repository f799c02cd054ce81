import { openEmbedder } from "../../../../classifier/encoders/embedder.ts";
import { featuresOf } from "../../../../classifier/encoders/features.io.ts";
import { openSentenceEncoder } from "../../../../classifier/encoders/sentence-encoder.io.ts";
import { fitHead } from "../../../../classifier/linear/head.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import { readTexts } from "../../raw-corpus-files.io.ts";
import { requireAvailable } from "../../require-backend.ts";
import { type TrainingReport, writeTraining } from "../../training-folder.io.ts";
import type { SourceTools } from "../source-tools.ts";
import { fittedAtOnce } from "../untrained.ts";
import { HEAD_FILE, headJson } from "./head-file.ts";

/**
 * Encodes the training rows, or takes their features from the cache, and fits a head to them. Its cost is that of encoding, whenever that was
 * done, and of fitting: what another run has left behind must not make a model cheap.
 */
export async function trainHead(job: TrainJob, { backends, nowMs }: SourceTools): Promise<TrainingReport> {
  const { training, trainingFolder } = job;
  const { labels, train } = await readTexts(job);
  const encoder = await openSentenceEncoder(job.source!.argument!);
  const { backend } = await requireAvailable(backends, training.backend);
  const embedder = await openEmbedder(encoder, backend, training.threads);
  try {
    const texts = train.texts.slice(0, train.texts.count);
    const cache = { featuresPath: job.featuresPath!, nowMs };
    const { values, encodeWallMs, savedWallMs } = await featuresOf(texts, embedder, cache);
    const startMs = nowMs();
    const head = fitHead(values, train.labels, { seed: training.seed, classes: labels.length });
    const trainWallMs = encodeWallMs + nowMs() - startMs;
    const processWallMs = nowMs() + savedWallMs;
    const report = fittedAtOnce(job, { trainWallMs, processWallMs, peakRssBytes: await peakRssBytes() });
    await writeTraining(trainingFolder, report, { [HEAD_FILE]: headJson({ head, labels }) });
    return report;
  } finally {
    await embedder.close();
  }
}
