import { readArtifact, writeFolder } from "../../base/folders.io.ts";
import { alignedBytes, bytesOf, float32s } from "./corpus-files.io.ts";
import type { AnswerReport } from "./teaching-job.ts";

const OUTPUTS = "outputs.f32";
const REPORT = "answers.json";

/** @param outputs probabilities [rows, 1], of the second label, for two classes, else [rows, classes] */
export async function writeAnswers(folder: string, outputs: Float32Array, report: AnswerReport): Promise<void> {
  await writeFolder(folder, { [OUTPUTS]: bytesOf(outputs), [REPORT]: JSON.stringify(report) });
}

export async function readAnswers(folder: string): Promise<Float32Array> {
  return float32s(alignedBytes(await readArtifact(folder, OUTPUTS)));
}

/** Of a folder that is whole. */
export async function readAnswerReport(folder: string): Promise<AnswerReport> {
  return JSON.parse((await readArtifact(folder, REPORT)).toString("utf8")) as AnswerReport;
}
