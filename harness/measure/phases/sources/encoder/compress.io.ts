import { encoderFiles } from "../../../../classifier/encoders/encoder-folder.io.ts";
import { liteParameters } from "../../../../classifier/encoders/lite-weights.ts";
import { openSentenceEncoder } from "../../../../classifier/encoders/sentence-encoder.io.ts";
import type { CompressJob, CompressReport } from "../../phase-jobs.ts";
import { readTrained } from "../../training-folder.io.ts";
import { writeSourceFolder } from "../source-folder.io.ts";
import type { SourceTools } from "../source-tools.ts";
import { HEAD_FILE, parseHead } from "./head-file.ts";

/** Writes encoder and head as one model. */
export async function writeEncoder(job: CompressJob, tools: SourceTools): Promise<CompressReport> {
  const { head, labels } = parseHead((await readTrained(job.trainingFolder, HEAD_FILE)).toString("utf8"));
  const encoder = await openSentenceEncoder(job.source!.argument!);
  const files = encoderFiles(encoder, head);
  const parameters = liteParameters(encoder.weights) + head.kernel.length + head.bias.length;
  return writeSourceFolder(job, { labels, files, parameters, compressWallMs: 0 }, tools);
}
