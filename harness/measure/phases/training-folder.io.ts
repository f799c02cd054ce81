/** A training as it is stored. The process that plans a run reads reports alone, and loads nothing of what trains. */
import { type FolderFiles, readArtifact, writeFolder } from "../../base/folders.io.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import type { MeasuredPower, TeachingUsage, TrainingCourse, UsageTogether } from "../../contract/index.ts";

/** The cost and course of a training: stored with its weights and copied into every cell that uses them. */
export interface TrainingReport extends TrainingCourse {
  readonly trainRun: string;
  readonly trainSteps: number;
  readonly trainWallMs: number;
  readonly processWallMs: number;
  readonly peakRssBytes: number | null;
  /** While it trained; null where the machine cannot be read. */
  readonly disturbance: Disturbance | null;
  /** The cost of the teachers; absent without any. */
  readonly teaching?: TeachingUsage;
  /** What several workers spent; absent for one. */
  readonly together?: UsageTogether;
  /** While it trained; absent where the machine tells nothing. */
  readonly power?: MeasuredPower;
}

const REPORT = "training.json";

/** @param made what later phases of the same source read: its weights, for example */
export async function writeTraining(trainingFolder: string, report: TrainingReport, made: FolderFiles): Promise<void> {
  await writeFolder(trainingFolder, { ...made, [REPORT]: JSON.stringify(report) });
}

/** The report of a stored training, whose folder is whole. */
export async function readTrainingReport(trainingFolder: string): Promise<TrainingReport> {
  return JSON.parse((await readArtifact(trainingFolder, REPORT)).toString("utf8")) as TrainingReport;
}

/** A file that the training wrote beside its report. */
export async function readTrained(trainingFolder: string, name: string): Promise<Buffer> {
  return readArtifact(trainingFolder, name);
}
