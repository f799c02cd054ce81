import { denseDesign } from "../../../../classifier/linear/design.ts";
import { linearProbabilities } from "../../../../classifier/linear/probabilities.ts";
import { rowRanges, rowsAtOnce } from "../../../../classifier/row-ranges.ts";
import type { AnswerJob } from "../../phase-jobs.ts";
import type { AnswerReport } from "../../teaching-job.ts";
import { readTrained } from "../../training-folder.io.ts";
import type { ManyTexts, TakeAnswers } from "../source.ts";
import type { SourceTools } from "../source-tools.ts";
import { HEAD_FILE, parseHead } from "./head-file.ts";
import { textFeatures } from "./text-features.io.ts";

/** Answers from features, which all heads on one encoder share. The cost is that of encoding, whenever that was done, as in a training. */
export async function answerFromFeatures(
  job: AnswerJob,
  { batches }: ManyTexts,
  take: TakeAnswers,
  tools: SourceTools,
): Promise<AnswerReport> {
  const { head } = parseHead((await readTrained(job.trainingFolder, HEAD_FILE)).toString("utf8"));
  const all: string[] = [];
  for await (const batch of batches) all.push(...batch);
  const { values, encodeWallMs, savedWallMs } = await textFeatures(all, job, tools);
  const startMs = tools.nowMs();
  const rows = [...all.keys()];
  for (const { start, end } of rowRanges(rows.length, rowsAtOnce(head.outputs)))
    take(linearProbabilities(head, denseDesign(values, head.columns, rows.slice(start, end))));
  const nowMs = tools.nowMs();
  return { answersWallMs: encodeWallMs + nowMs - startMs, processWallMs: nowMs + savedWallMs };
}
