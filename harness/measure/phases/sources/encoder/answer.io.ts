import { denseDesign } from "../../../../classifier/linear/design.ts";
import { linearProbabilities } from "../../../../classifier/linear/probabilities.ts";
import type { AnswerJob } from "../../phase-jobs.ts";
import { readTrained } from "../../training-folder.io.ts";
import type { ManyAnswers, ManyTexts } from "../source.ts";
import type { SourceTools } from "../source-tools.ts";
import { HEAD_FILE, parseHead } from "./head-file.ts";
import { textFeatures } from "./text-features.io.ts";

/** Answers from features, which all heads on one encoder share. The cost is that of encoding, whenever that was done, as in a training. */
export async function answerFromFeatures(
  job: AnswerJob,
  { batches }: ManyTexts,
  tools: SourceTools,
): Promise<ManyAnswers> {
  const { head } = parseHead((await readTrained(job.trainingFolder, HEAD_FILE)).toString("utf8"));
  const all: string[] = [];
  for await (const batch of batches) all.push(...batch);
  const { values, encodeWallMs, savedWallMs } = await textFeatures(all, job, tools);
  const startMs = tools.nowMs();
  const outputs = linearProbabilities(head, denseDesign(values, head.columns, [...all.keys()]));
  const nowMs = tools.nowMs();
  return { outputs, answersWallMs: encodeWallMs + nowMs - startMs, processWallMs: nowMs + savedWallMs };
}
