import { fitHead } from "../../../../classifier/linear/head.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import { readTexts } from "../../raw-corpus-files.io.ts";
import { type TrainingReport, writeTraining } from "../../training-folder.io.ts";
import type { SourceTools } from "../source-tools.ts";
import { fittedAtOnce } from "../untrained.ts";
import { HEAD_FILE, headJson } from "./head-file.ts";
import { textFeatures } from "./text-features.io.ts";

/**
 * Encodes the training rows, or takes their features from the cache, and fits a head to them. Its cost is that of encoding, whenever that was
 * done, and of fitting: what another run has left behind must not make a model cheap.
 */
export async function trainHead(job: TrainJob, tools: SourceTools): Promise<TrainingReport> {
  const { nowMs } = tools;
  const { labels, train } = await readTexts(job);
  const texts = train.texts.slice(0, train.texts.count);
  const { values, encodeWallMs, savedWallMs } = await textFeatures(texts, job, tools);
  const startMs = nowMs();
  const head = await fitHead(values, train.labels, { seed: job.training.seed, classes: labels.length });
  const trainWallMs = encodeWallMs + nowMs() - startMs;
  const processWallMs = nowMs() + savedWallMs;
  const report = fittedAtOnce(job, { trainWallMs, processWallMs, peakRssBytes: await peakRssBytes() });
  await writeTraining(job.trainingFolder, report, { [HEAD_FILE]: headJson({ head, labels }) });
  return report;
}
