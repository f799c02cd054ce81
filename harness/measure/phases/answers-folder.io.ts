import { join } from "node:path";
import { type FloatRows, openRows } from "../../base/float-rows.io.ts";
import { type MovedFile, readArtifact, writeFolder } from "../../base/folders.io.ts";
import type { AnswerReport } from "./teaching-job.ts";

const OUTPUTS = "outputs.f32";
const REPORT = "answers.json";

/** @param outputs float32 probabilities [rows, 1], of the second label, for two classes, else [rows, classes] */
export async function writeAnswers(
  folder: string,
  outputs: Uint8Array | MovedFile,
  report: AnswerReport,
): Promise<void> {
  await writeFolder(folder, { [OUTPUTS]: outputs, [REPORT]: JSON.stringify(report) });
}

/** @param outputCount 1 for two classes */
export async function openAnswers(folder: string, outputCount: number): Promise<FloatRows> {
  return openRows(join(folder, OUTPUTS), outputCount);
}

/** Of a folder that is whole. */
export async function readAnswerReport(folder: string): Promise<AnswerReport> {
  return JSON.parse((await readArtifact(folder, REPORT)).toString("utf8")) as AnswerReport;
}
