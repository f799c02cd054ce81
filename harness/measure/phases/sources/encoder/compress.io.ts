import { openFrozenEncoder } from "../../../../classifier/encoders/frozen-encoder.io.ts";
import type { CompressJob, CompressReport } from "../../phase-jobs.ts";
import { readTrained } from "../../training-folder.io.ts";
import { writeSourceFolder } from "../source-folder.io.ts";
import type { SourceTools } from "../source-tools.ts";
import { HEAD_FILE, parseHead } from "./head-file.ts";

/** Writes encoder and head as one model. */
export async function writeEncoder(job: CompressJob, tools: SourceTools): Promise<CompressReport> {
  const { head, labels } = parseHead((await readTrained(job.trainingFolder, HEAD_FILE)).toString("utf8"));
  const encoder = await openFrozenEncoder(job.source!.argument!);
  const files = encoder.filesWith(head);
  const parameters = encoder.parameters + head.kernel.length + head.bias.length;
  return writeSourceFolder(job, { labels, files, parameters, compressWallMs: 0 }, tools);
}
