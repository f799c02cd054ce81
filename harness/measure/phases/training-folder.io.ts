/** A training as it is stored. The process that plans a run reads reports alone, and loads nothing of what trains. */
import { deserialize, serialize } from "node:v8";
import { readArtifact, writeFolder } from "../../base/folders.io.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import type { MeasuredPower, TeachingUsage, TrainingCourse } from "../../contract/index.ts";
import type { Lesson } from "./teaching.io.ts";

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
  /** While it trained; absent where the machine tells nothing. */
  readonly power?: MeasuredPower;
}

/** What a training leaves. */
export interface StoredTraining {
  readonly modelOnnx: Uint8Array;
  readonly report: TrainingReport;
  /** What its teachers predicted; null without any. */
  readonly lesson: Lesson | null;
}

const WEIGHTS = "weights.onnx";
const REPORT = "training.json";
/** Only for a student: fine-tuning its weights needs the teachers' predictions again. */
const LESSON = "lesson.v8";

export async function writeTraining(
  trainingFolder: string,
  { modelOnnx, report, lesson }: StoredTraining,
): Promise<void> {
  await writeFolder(trainingFolder, {
    [WEIGHTS]: modelOnnx,
    [REPORT]: JSON.stringify(report),
    ...(lesson === null ? {} : { [LESSON]: serialize(lesson) }),
  });
}

/** The report of a stored training, whose folder is whole. */
export async function readTrainingReport(trainingFolder: string): Promise<TrainingReport> {
  return JSON.parse((await readArtifact(trainingFolder, REPORT)).toString("utf8")) as TrainingReport;
}

export async function readTrainedWeights(trainingFolder: string): Promise<Uint8Array> {
  return readArtifact(trainingFolder, WEIGHTS);
}

/** What a training's teachers predicted. @throws if it had no teachers */
export async function readLesson(trainingFolder: string): Promise<Lesson> {
  return deserialize(await readArtifact(trainingFolder, LESSON)) as Lesson;
}
